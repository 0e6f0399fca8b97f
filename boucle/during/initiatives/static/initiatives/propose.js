// A draft kept on this device when asked for.
(function () {
  'use strict';
  var form = document.getElementById('proposer');
  var said = document.getElementById('dit');
  if (!form) return;

  function names() {
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && field.type !== 'hidden' && field.type !== 'file' && field.name !== 'website';
    });
  }

  // Draft
  var keep = document.getElementById('garder');
  var place = form.dataset.draft ? 'boucle:' + form.dataset.draft : '';
  function restore(kept) {
    names().forEach(function (field) {
      if (!(field.name in kept)) return;
      if (field.type === 'checkbox' || field.type === 'radio') field.checked = kept[field.name].indexOf(field.value) >= 0;
      else field.value = kept[field.name][0] || '';
    });
    said.textContent = form.dataset.found;
  }
  try {
    if (keep && place && window.localStorage) {
      keep.hidden = false;
      keep.addEventListener('click', function () {
        var kept = {};
        names().forEach(function (field) {
          kept[field.name] = kept[field.name] || [];
          if ((field.type !== 'checkbox' && field.type !== 'radio') || field.checked) kept[field.name].push(field.value);
        });
        localStorage.setItem(place, JSON.stringify(kept));
        said.textContent = form.dataset.kept;
      });
      var draft = localStorage.getItem(place);
      if (draft && !form.querySelector('.alarm')) restore(JSON.parse(draft));
    }
  } catch (error) { if (keep) keep.hidden = true; }
})();
