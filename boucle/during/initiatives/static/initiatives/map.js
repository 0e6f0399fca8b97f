// The moving map: Leaflet is loaded on a press, or with vue=carte once the list is there. Nothing leaves this site.
(function () {
  'use strict';
  var figure = document.getElementById('carte');
  var button = document.getElementById('mobile');
  if (!figure || !button) return;
  button.hidden = false;
  var isPressed = false;
  button.addEventListener('click', function () { isPressed = true; load(); });
  if (figure.dataset.view === 'carte') window.addEventListener('load', load);

  function load() {
    button.disabled = true;
    figure.dataset.styles.split(' ').forEach(function (address) {
      var link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = address;
      document.head.appendChild(link);
    });
    var script = document.createElement('script');
    script.src = figure.dataset.script;
    script.onload = draw;
    script.onerror = function () { button.disabled = false; };
    document.head.appendChild(script);
  }

  function draw() {
    var L = window.L;
    var data = figure.dataset;
    var place = document.createElement('div');
    place.className = 'leaflet-place';
    place.setAttribute('role', 'application');
    place.setAttribute('aria-label', data.label);
    place.tabIndex = 0;
    figure.querySelector('svg').replaceWith(place);
    button.parentNode.remove();
    var map = L.map(place, { zoomSnap: 0.5, attributionControl: Boolean(data.attribution), maxZoom: 19 });
    if (data.tiles) L.tileLayer(data.tiles, { attribution: data.attribution, maxZoom: 19 }).addTo(map);
    var layer = L.layerGroup().addTo(map);
    var asked = 0;

    function marker(spot) {
      var label = spot.title || data.fiches.replace('NN', spot.more ? spot.count + '+' : spot.count);
      var words = spot.title ? '' : (spot.more ? spot.count + '+' : String(spot.count));
      var made = L.marker([spot.lat, spot.lon], {
        title: label, alt: label, keyboard: true,
        icon: L.divIcon({ className: spot.title ? 'spot one' : 'spot many', html: '<span>' + words + '</span>', iconSize: [44, 44] })
      });
      made.on('click keypress', function (event) {
        if (event.originalEvent && event.originalEvent.key && event.originalEvent.key !== 'Enter') return;
        if (spot.url) location.href = spot.url;
        else map.fitBounds([[spot.box[1], spot.box[0]], [spot.box[3], spot.box[2]]]);
      });
      return made;
    }

    function refresh() {
      var number = asked += 1;
      var bounds = map.getBounds();
      var box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map(function (side) {
        return side.toFixed(5);
      });
      var address = data.clusters + (data.clusters.indexOf('?') < 0 ? '?' : '&');
      fetch(address + 'z=' + Math.round(map.getZoom()) + '&box=' + box.join(',')).then(function (answer) {
        return answer.json();
      }).then(function (found) {
        if (number !== asked) return;
        layer.clearLayers();
        found.clusters.forEach(function (spot) { marker(spot).addTo(layer); });
      });
    }

    fetch(data.outline).then(function (answer) { return answer.json(); }).then(function (ground) {
      var view = data.box ? data.box.split(',').map(Number) : ground.box;
      map.fitBounds([[view[1], view[0]], [view[3], view[2]]]);
      if (ground.svg) L.svgOverlay(window.boucleGround(ground), ground.bounds, { className: 'ground' }).addTo(map);
      map.on('moveend', refresh);
      refresh();
      if (isPressed) place.focus();
    });
  }
})();
