// A point put on a map by a press: Leaflet is loaded only then, and nothing leaves this site.
(function () {
  'use strict';
  var holder = document.getElementById('epingle');
  var field = document.getElementById('id_point');
  if (!holder || !field) return;
  var button = holder.querySelector('button');
  holder.hidden = false;
  button.addEventListener('click', function () {
    button.disabled = true;
    holder.dataset.styles.split(' ').forEach(function (address) {
      var link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = address;
      document.head.appendChild(link);
    });
    var script = document.createElement('script');
    script.src = holder.dataset.script;
    script.onload = draw;
    script.onerror = function () { button.disabled = false; };
    document.head.appendChild(script);
  });

  function draw() {
    var L = window.L;
    var data = holder.dataset;
    var place = document.createElement('div');
    place.className = 'leaflet-place';
    place.tabIndex = 0;
    place.setAttribute('role', 'application');
    place.setAttribute('aria-label', data.label);
    button.replaceWith(place);
    var map = L.map(place, { zoomSnap: 0.5, attributionControl: Boolean(data.attribution), maxZoom: 19 });
    if (data.tiles) L.tileLayer(data.tiles, { attribution: data.attribution, maxZoom: 19 }).addTo(map);
    var pin = null;
    function put(where) {
      if (pin) pin.remove();
      pin = L.marker(where, { keyboard: false, icon: L.divIcon({ className: 'spot one', html: '<span></span>', iconSize: [44, 44] }) }).addTo(map);
    }
    fetch(data.outline).then(function (answer) { return answer.json(); }).then(function (ground) {
      map.fitBounds([[ground.box[1], ground.box[0]], [ground.box[3], ground.box[2]]]);
      if (ground.svg) L.svgOverlay(window.boucleGround(ground), ground.bounds, { className: 'ground' }).addTo(map);
      var typed = field.value.split(',').map(Number);
      if (typed.length === 2 && typed.every(isFinite) && field.value) { put(typed); map.setView(typed, 15); }
      place.focus();
    });
    function choose(where) {
      put(where);
      field.value = where.lat.toFixed(5) + ', ' + where.lng.toFixed(5);
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
    map.on('click', function (event) { choose(event.latlng); });
    place.addEventListener('keydown', function (event) {
      if (event.key !== 'Enter' || event.target !== place) return;
      event.preventDefault();
      choose(map.getCenter());
    });
  }
})();
