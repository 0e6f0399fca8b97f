// Comfort for participants: what is typed survives a lost network, counts follow the finger. Everything works without.
(function () {
  'use strict';
  var said = document.getElementById('hors-ligne');
  var prefix = 'boucle:part:';

  function tell(which) {
    if (!said) return;
    said.textContent = said.dataset[which];
    said.hidden = false;
  }
  function read(key) {
    try { return JSON.parse(localStorage.getItem(prefix + key)); } catch (error) { return null; }
  }
  function write(key, value) {
    try {
      if (value === null) localStorage.removeItem(prefix + key);
      else localStorage.setItem(prefix + key, JSON.stringify(value));
    } catch (error) { /* no storage here: the page in hand keeps it */ }
  }
  function token() {
    var field = document.querySelector('[name=csrfmiddlewaretoken]');
    return field ? field.value : '';
  }

  // What waits for the network, oldest first: {url, body}. The server's answer is what takes a line away.
  function queue(url, body) {
    var waiting = read('waiting') || [];
    waiting.push({ url: url, body: body });
    write('waiting', waiting);
    tell('kept');
  }
  var isSending = false;
  function sendWaiting() {
    var waiting = read('waiting') || [];
    if (!waiting.length || isSending || !token()) return;
    isSending = true;
    var first = waiting[0];
    var body = new URLSearchParams(first.body);
    body.set('csrfmiddlewaretoken', token());
    fetch(first.url, { method: 'POST', body: body, credentials: 'same-origin' }).then(function (answer) {
      isSending = false;
      if (answer.status >= 500 || answer.status === 429) return;
      var rest = (read('waiting') || []).slice(1);
      write('waiting', rest.length ? rest : null);
      if (answer.ok) write('typed:' + first.url, null);
      tell(answer.ok ? 'sent' : 'refused');
      sendWaiting();
    }).catch(function () { isSending = false; });
  }
  window.addEventListener('online', sendWaiting);
  sendWaiting();
  setInterval(sendWaiting, 20000);

  // A form keeps what is typed until the server has taken it: another page came after it, and nothing was refused
  var gone = read('submitted');
  var here = document.querySelector('form[data-keep]');
  if (gone && !document.querySelector('main [role=alert]') && !(here && here.dataset.keep === gone)) {
    write('typed:' + gone, null);
    write('submitted', null);
  }
  Array.prototype.forEach.call(document.querySelectorAll('form[data-keep]'), function (form) {
    var key = 'typed:' + form.dataset.keep;
    function typed() {
      return Array.from(new FormData(form).entries()).filter(function (pair) {
        return pair[0] !== 'csrfmiddlewaretoken' && pair[0] !== 'key';
      });
    }
    var before = JSON.stringify(typed());
    var kept = read(key);
    var hasRefusal = document.querySelector('main [role=alert]');
    if (kept && !hasRefusal && kept.before === before && JSON.stringify(kept.typed) !== before) {
      Array.prototype.forEach.call(form.elements, function (field) {
        if (!field.name || field.type === 'hidden' || field.type === 'submit') return;
        var values = kept.typed.filter(function (pair) { return pair[0] === field.name; }).map(function (pair) { return pair[1]; });
        if (field.type === 'radio' || field.type === 'checkbox') field.checked = values.indexOf(field.value) >= 0;
        else field.value = values[0] || '';
      });
      tell('found');
    } else {
      write(key, null);
      if (read('submitted') === form.dataset.keep) write('submitted', null);
    }
    form.addEventListener('input', function () { write(key, { before: before, typed: typed() }); });
    form.addEventListener('change', function () { write(key, { before: before, typed: typed() }); });
    form.addEventListener('submit', function (event) {
      if (navigator.onLine) {
        write('submitted', form.dataset.keep);
        return;
      }
      event.preventDefault();
      var body = new URLSearchParams(new FormData(form, event.submitter || undefined));
      queue(form.getAttribute('action') || location.pathname, body.toString());
    });
  });

  // Votes without network: kept, and the next statement of those that came with the page
  function nextOffline(form) {
    var list = document.getElementById('suite');
    var ahead = list ? JSON.parse(list.textContent).slice(1) : [];
    if (list) list.textContent = JSON.stringify(ahead);
    if (!ahead.length) { form.hidden = true; return; }
    form.elements.item.value = ahead[0].number;
    form.querySelector('.statement').textContent = '« ' + ahead[0].text + ' »';
    var left = form.querySelector('[data-left]');
    if (left) {
      left.dataset.left -= 1;
      left.textContent = left.textContent.replace(/\d+/, left.dataset.left);
    }
  }
  function keepVote(event) {
    var form = event.target.closest ? event.target.closest('form[data-votes]') : null;
    if (!form) return;
    var body = new URLSearchParams(new FormData(form));
    var pressed = event.detail.requestConfig && event.detail.requestConfig.triggeringEvent;
    if (pressed && pressed.submitter) body.set(pressed.submitter.name, pressed.submitter.value);
    queue(form.getAttribute('action'), body.toString());
    nextOffline(form);
  }
  document.addEventListener('htmx:sendError', keepVote);
  document.addEventListener('htmx:responseError', function (event) {
    if (event.detail.xhr.status < 500) location.reload(); // the whole page says what happened
  });
  document.addEventListener('htmx:beforeRequest', function (event) {
    if (navigator.onLine) return;
    event.preventDefault();
    keepVote(event);
  });

  // A ballot: what is left, as one goes
  var ballot = document.querySelector('form[data-ballot]');
  if (ballot) {
    var till = ballot.querySelector('[data-till]');
    var kind = ballot.dataset.ballot;
    var most = ballot.dataset.most === '' ? null : Number(ballot.dataset.most);
    var money = new Intl.NumberFormat(document.documentElement.lang, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 });
    var count = function () {
      if (!till || most === null || kind === 'ranking' || kind === 'one') return;
      var placed = 0;
      Array.prototype.forEach.call(ballot.querySelectorAll('.options > li'), function (line) {
        var field = line.querySelector('input');
        var cost = line.querySelector('[data-cost]');
        if (field.type === 'checkbox') placed += field.checked ? (kind === 'knapsack' ? Number(cost ? cost.dataset.cost : 0) : 1) : 0;
        else placed += Number(field.value) || 0;
      });
      var left = most - placed;
      var shown = kind === 'knapsack' ? money.format(Math.abs(left)) : Math.abs(left);
      till.textContent = left === 0 ? till.dataset.none : (left > 0 ? till.dataset.left : till.dataset.over).replace('{number}', shown);
      till.classList.toggle('over', left < 0);
    };
    Array.prototype.forEach.call(ballot.querySelectorAll('.count input'), function (field) {
      var what = ballot.querySelector('label[for="' + field.id + '"]').textContent;
      [['−', -1, ballot.dataset.less], ['+', 1, ballot.dataset.more]].forEach(function (step) {
        var button = document.createElement('button');
        button.type = 'button';
        button.className = 'step';
        button.textContent = step[0];
        button.setAttribute('aria-label', step[2].replace('{what}', what));
        button.addEventListener('click', function () {
          field.value = Math.min(Number(field.max), Math.max(0, (Number(field.value) || 0) + step[1]));
          field.dispatchEvent(new Event('input', { bubbles: true }));
        });
        if (step[1] < 0) field.before(button); else field.after(button);
      });
    });
    ballot.addEventListener('input', count);
    ballot.addEventListener('change', count);
    count();
  }

  // A ranking: the list itself is the order
  var ranking = document.querySelector('.ranking');
  if (ranking) {
    var lines = function () { return Array.from(ranking.children); };
    lines().sort(function (one, other) {
      return (Number(one.querySelector('select').value) || 99) - (Number(other.querySelector('select').value) || 99);
    }).forEach(function (line) { ranking.append(line); });
    var rank = function () {
      lines().forEach(function (line, at) { line.querySelector('select').value = String(at + 1); });
      ranking.dispatchEvent(new Event('input', { bubbles: true }));
    };
    lines().forEach(function (line) {
      var moves = document.createElement('span');
      moves.className = 'moves';
      [['↑', -1, ranking.dataset.up], ['↓', 1, ranking.dataset.down]].forEach(function (step) {
        var button = document.createElement('button');
        button.type = 'button';
        button.className = 'step';
        button.textContent = step[0];
        button.setAttribute('aria-label', step[2].replace('{what}', line.querySelector('label').textContent));
        button.addEventListener('click', function () {
          if (step[1] < 0 && line.previousElementSibling) line.previousElementSibling.before(line);
          if (step[1] > 0 && line.nextElementSibling) line.nextElementSibling.after(line);
          rank();
          button.focus();
        });
        moves.append(button);
      });
      line.querySelector('select').after(moves);
      line.querySelector('select').addEventListener('change', function () { ranking.dispatchEvent(new Event('input', { bubbles: true })); });
    });
  }

  // A point on two axes: the picture follows the numbers, and a press on it gives them
  var plane = document.querySelector('.plane');
  if (plane) {
    var across = document.getElementById('id_across'), up = document.getElementById('id_up');
    var point = plane.querySelector('[data-point]');
    var draw = function () {
      var isPlaced = across.value !== '' && up.value !== '';
      point.setAttribute('visibility', isPlaced ? 'visible' : 'hidden');
      if (!isPlaced) return;
      point.setAttribute('cx', Math.max(-100, Math.min(100, Number(across.value))));
      point.setAttribute('cy', Math.max(-100, Math.min(100, Number(up.value))));
    };
    plane.addEventListener('click', function (event) {
      var place = new DOMPoint(event.clientX, event.clientY).matrixTransform(plane.getScreenCTM().inverse());
      across.value = Math.round(Math.max(-100, Math.min(100, place.x)));
      up.value = Math.round(Math.max(-100, Math.min(100, -place.y)));
      across.dispatchEvent(new Event('input', { bubbles: true }));
      draw();
    });
    across.addEventListener('input', draw);
    up.addEventListener('input', draw);
    draw();
  }

  Array.prototype.forEach.call(document.querySelectorAll('[data-print]'), function (button) {
    button.hidden = false;
    button.addEventListener('click', function () { window.print(); });
  });
})();
