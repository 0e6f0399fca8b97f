// The board refreshes by itself every twenty seconds, unless somebody is reading or writing in it; without this script
// its link does. After a tick the focus stays on the task.
(function () {
  'use strict';
  var live = document.querySelector('[data-live]');
  if (!live || !window.htmx) { return; }
  var EVERY = 20000;
  var row = '';

  function isBusy() {
    var at = document.activeElement;
    var isTyping = at && live.contains(at) && at.matches('input, textarea, select');
    return document.hidden || isTyping || live.querySelector('details[open]');
  }

  setInterval(function () {
    if (!isBusy()) { window.htmx.trigger(live, 'refresh'); }
  }, EVERY);

  // A tick goes through the same form as without a script; the answer is the board itself.
  live.addEventListener('submit', function (event) {
    var form = event.target;
    if (!form.matches('[data-tick]')) { return; }
    event.preventDefault();
    var line = form.closest('li');
    row = line ? line.id : '';
    var values = Object.fromEntries(new FormData(form));
    if (event.submitter) { values[event.submitter.name] = event.submitter.value; }
    window.htmx.ajax('POST', form.action, { source: live, target: live, swap: 'innerHTML', values: values });
  });

  // Signed out meanwhile, refused, moved: the page itself says it better than a part of it.
  document.addEventListener('htmx:beforeSwap', function (event) {
    var detail = event.detail;
    var address = new URL(detail.xhr.responseURL || window.location.href);
    if (detail.xhr.status >= 400 || address.pathname !== window.location.pathname) {
      detail.shouldSwap = false;
      window.location.reload();
    }
  });

  document.addEventListener('htmx:afterSettle', function () {
    var line = row && document.getElementById(row);
    row = '';
    if (line) { line.focus({ preventScroll: true }); }
  });
}());
