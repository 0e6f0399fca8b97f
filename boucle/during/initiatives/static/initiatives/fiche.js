// The print button, for those whose browser has a printer.
(function () {
  'use strict';
  var button = document.getElementById('imprimer');
  if (!button || !window.print) return;
  button.hidden = false;
  button.addEventListener('click', function () { window.print(); });
})();
