// A proof of work when the network has sent much: solved while the person writes; the form waits for it when they are
// faster.
(function () {
  'use strict';
  var form = document.querySelector('form[data-challenge]');
  if (!form || !window.Worker || !(window.crypto && crypto.subtle)) return;
  var said = form.querySelector('[role=status]');
  var proof = form.elements.proof;
  var isWaiting = false;
  fetch(form.dataset.challenge).then(function (answer) { return answer.json(); }).then(function (asked) {
    var worker = new Worker(form.dataset.worker);
    worker.onmessage = function (event) {
      proof.value = event.data;
      worker.terminate();
      if (isWaiting) form.requestSubmit();
    };
    worker.onerror = function () { proof.value = ' '; if (isWaiting) form.requestSubmit(); };
    worker.postMessage(asked);
  }).catch(function () { proof.value = ' '; });
  form.addEventListener('submit', function (event) {
    if (proof.value) return;
    event.preventDefault();
    isWaiting = true;
    said.textContent = form.dataset.working;
  });
})();
