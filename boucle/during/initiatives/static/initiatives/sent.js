// What was kept on this device has been sent: forget it.
(function () {
  'use strict';
  try { localStorage.removeItem('boucle:' + location.pathname); } catch (error) { /* no storage here */ }
})();
