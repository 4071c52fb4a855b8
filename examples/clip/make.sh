#!/bin/sh
# Makes the test clip anew: ten seconds of a test picture with a running clock and a frame counter, beside a tone that beeps once a
# second. The same pictures come as VP8 and as H.264, a key frame every second, no B-frames, so that a viewer who joins
# or a relay that lost a packet needs to wait for a second at most. Needs ffmpeg with libvpx, libx264 and libopus.
#
# The output is not bit-identical between versions of ffmpeg; what is committed is what the tests use.
set -eu
cd "$(dirname "$0")"

seconds=10
picture="testsrc2=size=640x360:rate=30:duration=$seconds,drawtext=text='CASTO  %{pts\:hms}  frame %{n}':x=(w-tw)/2:y=h-48:fontsize=24:fontcolor=white:box=1:boxcolor=black@0.7:boxborderw=8,format=yuv420p"
tone="aevalsrc='0.12*sin(2*PI*220*t)+0.25*sin(2*PI*880*t)*lt(mod(t\,1)\,0.1)':sample_rate=48000:duration=$seconds"
run() { ffmpeg -hide_banner -loglevel error -y -fflags +bitexact "$@"; }

run -f lavfi -i "$picture" -c:v libvpx -b:v 500k -maxrate 700k -bufsize 700k -g 30 -keyint_min 30 -auto-alt-ref 0 -lag-in-frames 0 \
  -error-resilient 1 -deadline good -cpu-used 1 -threads 1 -flags:v +bitexact clip.ivf
run -f lavfi -i "$tone" -c:a libopus -b:a 32k -ac 1 -frame_duration 20 -application audio -flags:a +bitexact clip.ogg
run -i clip.ivf -i clip.ogg -map 0:v -map 1:a -c copy -map_metadata -1 clip.webm
run -f lavfi -i "$picture" -c:v libx264 -profile:v baseline -level 3.1 -preset slow -b:v 450k -maxrate 600k -bufsize 600k \
  -g 30 -keyint_min 30 -sc_threshold 0 -bf 0 -refs 1 -threads 1 \
  -x264-params repeat-headers=1:aud=1:sliced-threads=0:annexb=1 -bsf:v 'filter_units=remove_types=6' -f h264 clip.h264

ls -l clip.webm clip.ivf clip.ogg clip.h264
