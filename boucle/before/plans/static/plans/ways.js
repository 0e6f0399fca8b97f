// The number beside a slider follows it; a slider that moves ticks its box. Without this, nothing that is sent changes.
(function () {
  'use strict';
  document.querySelectorAll('.place').forEach(function (place) {
    var box = place.querySelector('[type=checkbox]');
    place.querySelectorAll('[type=range]').forEach(function (slider) {
      slider.addEventListener('input', function () {
        place.querySelector('output[for="' + slider.id + '"]').value = slider.value;
        box.checked = true;
      });
    });
  });
})();
