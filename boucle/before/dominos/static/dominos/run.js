// The slider moves the cursor at once and asks the server for that hour; the map can move. Without it, forms do both.
(function () {
  'use strict';
  var form = document.getElementById('moment');
  var slider = document.getElementById('h');
  if (form && slider) slide();
  var button = document.getElementById('mobile');
  if (button) bind(button);

  function slide() {
    var waiting = 0;
    var asked = 0;
    slider.addEventListener('input', function () {
      var share = 100 * (slider.value - form.dataset.first) / (form.dataset.last - form.dataset.first) + '%';
      document.querySelectorAll('#timeline line.cursor').forEach(function (line) {
        line.setAttribute('x1', share);
        line.setAttribute('x2', share);
      });
      var word = document.querySelector('#timeline .cursor-word');
      if (word) word.setAttribute('x', share);
      clearTimeout(waiting);
      waiting = setTimeout(ask, 150);
    });

    function ask() {
      var number = asked += 1;
      var address = new URL(location.href);
      address.searchParams.set('t', slider.value);
      address.hash = '';
      fetch(address, { credentials: 'same-origin' }).then(function (answer) { return answer.text(); }).then(function (text) {
        if (number !== asked) return;
        show(new DOMParser().parseFromString(text, 'text/html'));
        history.replaceState(null, '', address);
      });
    }

    function show(page) {
      swap(page, '#state');
      swap(page, '#moment .row');
      slider.setAttribute('aria-valuetext', page.getElementById('h').getAttribute('aria-valuetext'));
      var word = document.querySelector('#timeline .cursor-word text');
      var other = page.querySelector('#timeline .cursor-word text');
      if (word && other) word.textContent = other.textContent;
      if (window.boucleDominos) window.boucleDominos(page);
      else if (document.getElementById('places')) {
        swap(page, '#places');
        bind(document.getElementById('mobile'));
      }
    }
  }

  function swap(page, name) {
    var mine = document.querySelector(name);
    var other = page.querySelector(name);
    if (mine && other) mine.replaceWith(document.adoptNode(other));
  }

  function bind(press) {
    if (!press) return;
    press.hidden = false;
    press.addEventListener('click', function () {
      press.disabled = true;
      var figure = document.getElementById('carte');
      figure.dataset.styles.split(' ').forEach(function (address) {
        var link = document.createElement('link');
        link.rel = 'stylesheet';
        link.href = address;
        document.head.appendChild(link);
      });
      var script = document.createElement('script');
      script.src = figure.dataset.script;
      script.onload = function () { draw(figure); };
      script.onerror = function () { press.disabled = false; };
      document.head.appendChild(script);
    });
  }

  function draw(figure) {
    var L = window.L;
    var place = document.createElement('div');
    place.className = 'leaflet-place';
    place.setAttribute('role', 'application');
    place.setAttribute('aria-label', figure.dataset.label);
    place.tabIndex = 0;
    figure.querySelector('svg').replaceWith(place);
    document.getElementById('mobile').parentNode.remove();
    var map = L.map(place, { zoomSnap: 0.5, attributionControl: false, maxZoom: 19 });
    var layer = L.layerGroup().addTo(map);
    fetch(figure.dataset.outline).then(function (answer) { return answer.json(); }).then(function (ground) {
      map.fitBounds([[ground.box[1], ground.box[0]], [ground.box[3], ground.box[2]]]);
      if (ground.svg) L.svgOverlay(drawn(ground), ground.bounds, { className: 'ground' }).addTo(map);
      place.focus();
      points(figure.dataset.points);
    });

    function points(address) {
      fetch(address).then(function (answer) { return answer.json(); }).then(function (found) {
        layer.clearLayers();
        found.features.forEach(function (each) {
          var state = each.properties.state;
          var label = each.properties.name + ', ' + figure.dataset[state];
          L.marker([each.geometry.coordinates[1], each.geometry.coordinates[0]], {
            title: label, alt: label, keyboard: state !== 'up', zIndexOffset: state === 'up' ? 0 : 1000,
            icon: L.divIcon({ className: 'spot ' + state, html: '<span></span>', iconSize: [24, 24] })
          }).addTo(layer);
        });
      });
    }

    window.boucleDominos = function (page) {
      var other = page.getElementById('carte');
      if (!other) return;
      points(other.dataset.points);
      var list = document.querySelector('#places .places');
      var fresh = page.querySelector('#places .places');
      if (list && fresh) list.replaceWith(document.adoptNode(fresh));
      var heading = document.getElementById('carte-h');
      heading.textContent = page.getElementById('carte-h').textContent;
    };
  }

  function drawn(ground) {
    var name = 'http://www.w3.org/2000/svg';
    var svg = document.createElementNS(name, 'svg');
    svg.setAttribute('viewBox', ground.svg);
    svg.setAttribute('preserveAspectRatio', 'none');
    ground.paths.forEach(function (each) {
      var path = document.createElementNS(name, 'path');
      path.setAttribute('d', each.d);
      svg.appendChild(path);
    });
    return svg;
  }
})();
