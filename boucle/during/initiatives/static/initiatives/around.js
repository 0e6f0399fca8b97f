// "Around me": asks the device where it is, on a click only, and goes to the same list around that point.
(function () {
  'use strict';
  var button = document.getElementById('autour');
  var said = document.getElementById('autour-dit');
  if (!button || !navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener('click', function () {
    said.textContent = button.dataset.wait;
    navigator.geolocation.getCurrentPosition(function (position) {
      var query = new URLSearchParams(location.search);
      ['ou', 'zone', 'apres', 'rang'].forEach(function (name) { query.delete(name); });
      query.set('lat', position.coords.latitude.toFixed(5));
      query.set('lon', position.coords.longitude.toFixed(5));
      location.search = query.toString();
    }, function () { said.textContent = button.dataset.refused; }, { timeout: 15000, maximumAge: 60000 });
  });
})();
