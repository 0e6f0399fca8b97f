// A worker that finds the number of a proof of work: SHA-256 of salt and number, as ALTCHA asks.
'use strict';
onmessage = async function (event) {
  var asked = event.data;
  var encoder = new TextEncoder();
  for (var number = 0; number <= asked.maxNumber; number += 1) {
    var digest = await crypto.subtle.digest('SHA-256', encoder.encode(asked.salt + number));
    var hex = Array.from(new Uint8Array(digest), function (byte) { return byte.toString(16).padStart(2, '0'); }).join('');
    if (hex === asked.challenge) {
      postMessage(btoa(JSON.stringify({
        algorithm: asked.algorithm, challenge: asked.challenge, number: number, salt: asked.salt, signature: asked.signature
      })));
      return;
    }
  }
  postMessage('');
};
