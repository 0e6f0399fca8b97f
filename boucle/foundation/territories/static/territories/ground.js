// The borders of the communes, drawn under a moving map.
window.boucleGround = function (ground) {
  'use strict';
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
};
