// Package control is the codec of the frames that a relay and a viewer exchange on the WebRTC data channel "casto".
//
// A frame is one JSON object of at most MaxFrame bytes with a string "type". Integers above 32 bits are decimal strings, bytes
// and addresses are 0x-hex. Unknown fields are skipped, so that a newer peer may say more; an unknown type is ErrUnknownType,
// which a receiver ignores.
//
//	viewer → relay  {"type":"hello","viewer":"0x<address of the session key>"}
//	relay → viewer  {"type":"grant","grant":{…},"signature":"0x…","domain":{"chainId":"1337","verifyingContract":"0x…"}}
//	relay → viewer  {"type":"free","reason":"pool"}
//	viewer → relay  {"type":"receipt","receipt":{…},"signature":"0x…"}
//	relay → viewer  {"type":"ack","seq":"7"}
//	relay → viewer  {"type":"limit","state":"none|lowest|paused","reason":"…"}
//	relay → viewer  {"type":"error","code":"…","reason":"…"}
//	viewer → relay  {"type":"bye"}
//
// What is watched, and where:
//
//	viewer → relay  {"type":"standby","on":true}
//	viewer → relay  {"type":"layers","rid":"h","spatial":2,"temporal":1}
//	viewer → relay  {"type":"silent","forMs":150}
//	relay → viewer  {"type":"source","state":"live|silent|idle"}
//	relay → viewer  {"type":"alternatives","urls":["https://relay.example",…],"above":["https://parent.example",…]}
//	relay → viewer  {"type":"move","deadlineMs":30000,"reason":"…"}
package control
