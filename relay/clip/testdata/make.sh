#!/bin/sh
# Makes the small media files of the tests anew: what people bring, good and bad. Needs ffmpeg with libvpx, libaom, libx264, libopus.
set -eu
cd "$(dirname "$0")"
run() { ffmpeg -hide_banner -loglevel error -y -fflags +bitexact "$@"; }
picture="testsrc=size=64x48:rate=25:duration=1,format=yuv420p"
tone="sine=frequency=440:sample_rate=48000:duration=1"
x264="-c:v libx264 -preset veryfast -threads 1 -flags:v +bitexact -bsf:v filter_units=remove_types=6"

run -f lavfi -i "$picture" -c:v libvpx-vp9 -b:v 50k -g 10 -lag-in-frames 0 -deadline realtime -cpu-used 8 -threads 1 vp9.ivf
run -f lavfi -i "$picture" -c:v libaom-av1 -b:v 50k -g 10 -lag-in-frames 0 -usage realtime -cpu-used 8 -threads 1 av1.ivf
# Four slices a picture, 25 frames a second in the headers.
run -f lavfi -i "$picture" $x264 -profile:v baseline -g 10 -bf 0 -x264-params slices=4:scenecut=0 -f h264 slices.h264
run -f lavfi -i "$picture" $x264 -profile:v main -g 10 -bf 2 -f h264 bframes.h264
run -f lavfi -i "$picture" $x264 -profile:v main -g 10 -bf 2 bframes.mkv
run -f lavfi -i "$picture" -f lavfi -i "$tone" $x264 -profile:v high -g 10 -bf 0 -c:a libopus -b:a 16k -ac 2 high.mkv
run -f lavfi -i "$picture" -f lavfi -i "$tone" -c:v libvpx -b:v 50k -g 10 -c:a libopus -b:a 16k -f webm -live 1 -cluster_time_limit 300 live.webm
run -f lavfi -i "$tone" -c:a aac -b:a 16k aac.mkv
run -f lavfi -i "$tone" -c:a aac -b:a 16k aac.mp4
run -f lavfi -i "$tone" -c:a libvorbis -b:a 32k vorbis.ogg
ls -l
