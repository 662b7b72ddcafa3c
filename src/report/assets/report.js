// Switches, filters and cards on demand. Without it the page shows its first cards, in Chinese.
(function () {
  'use strict';
  const root = document.documentElement;
  const one = (selector, from) => (from || document).querySelector(selector);
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));
  // Private windows and some browsers refuse storage to files.
  const remember = (key, value) => { try { localStorage.setItem('pingli-' + key, value); } catch (e) { /* not kept */ } };
  const recall = (key) => { try { return localStorage.getItem('pingli-' + key); } catch (e) { return null; } };
  const on = (element, event, action) => { if (element) element.addEventListener(event, action); };
  root.classList.add('scripted');
  all('.tools, .tabs, .toolbar').forEach((element) => { element.hidden = false; });

  // --- language, theme, masking ---
  const address = () => new URLSearchParams(location.hash.slice(1));
  function speak(language) {
    root.dataset.lang = language;
    root.lang = language === 'en' ? 'en' : 'zh-CN';
    all('[data-zh]').forEach((element) => {
      const words = element.dataset[language];
      if (element.tagName === 'INPUT') element.placeholder = words; else element.textContent = words;
    });
  }
  function paint(theme) {
    if (theme === 'dark' || theme === 'light') root.dataset.theme = theme; else delete root.dataset.theme;
  }
  function isDark() {
    return root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  }
  function toggleLanguage() {
    speak(root.dataset.lang === 'zh' ? 'en' : 'zh');
    remember('lang', root.dataset.lang);
    if (refresh) refresh(true);
  }
  function toggleTheme() {
    paint(isDark() ? 'light' : 'dark');
    remember('theme', root.dataset.theme);
  }
  function toggleReveal() {
    const shown = root.toggleAttribute('data-reveal');
    one('#reveal').setAttribute('aria-pressed', String(shown));
  }
  let refresh = null;
  speak(address().get('lang') || recall('lang') || 'zh');
  paint(address().get('theme') || recall('theme'));
  on(one('#lang'), 'click', toggleLanguage);
  on(one('#theme'), 'click', toggleTheme);
  on(one('#reveal'), 'click', toggleReveal);
  on(one('#print'), 'click', () => window.print());

  // --- copying a draft ---
  function copy(text, done) {
    const byHand = () => {
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
      done();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, byHand); else byHand();
  }
  function textOf(element) {  // the whole text, masked or not
    const copyOf = element.cloneNode(true);
    all('.m, sup', copyOf).forEach((hidden) => hidden.remove());
    return copyOf.textContent;
  }
  on(document, 'click', (event) => {
    const button = event.target.closest('.copy');
    if (!button) return;
    copy(textOf(one('.said', button.parentElement)), () => {
      button.setAttribute('aria-pressed', 'true');
      setTimeout(() => button.removeAttribute('aria-pressed'), 1200);
    });
  });
  const enliven = (element) => all('.copy', element).forEach((button) => { button.hidden = false; });
  enliven(document);
  on(window, 'beforeprint', () => all('.card details').forEach((details) => { details.open = true; }));

  // --- the list ---
  const list = one('#list');
  if (!list) return;
  const index = JSON.parse(one('#index').textContent).map(([states, text, ground, causes]) =>
    ({ states: states.split(' '), text: text.toLowerCase(), ground, causes: causes.split(' ') }));
  const cards = Array.from(list.children);
  const inMarkup = cards.length;
  const chunks = all('script.chunk');
  const inChunk = 50;
  const batch = 40;
  function card(i) {
    if (!cards[i]) {
      const at = Math.floor((i - inMarkup) / inChunk);
      const template = document.createElement('template');
      template.innerHTML = chunks[at].textContent;
      Array.from(template.content.querySelectorAll('article')).forEach((element, j) => {
        enliven(element);
        cards[inMarkup + at * inChunk + j] = element;
      });
      chunks[at].textContent = '';
    }
    return cards[i];
  }
  let matching = [];
  let shown = 0;
  const more = one('#more');
  function showMore() {
    const next = matching.slice(shown, shown + batch).map(card);
    if (unfolded) next.forEach((element) => { one('details', element).open = true; });
    list.append(...next);
    shown += next.length;
    more.hidden = shown >= matching.length;
    say();
  }
  function say() {
    one('#status').textContent = root.dataset.lang === 'en'
      ? 'Showing ' + shown + ' of ' + matching.length + (matching.length < index.length ? ' (of ' + index.length + ')' : '')
      : '显示 ' + shown + ' / ' + matching.length + ' 条' + (matching.length < index.length ? '（共 ' + index.length + ' 条）' : '');
  }
  const search = one('#q');
  const ground = one('#ground');
  const cause = one('#cause');
  let filter = 'all';
  let unfolded = false;
  function apply() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    matching = [];
    index.forEach((entry, i) => {
      if (filter !== 'all' && !entry.states.includes(filter)) return;
      if (ground.value && entry.ground !== ground.value) return;
      if (cause.value && !entry.causes.includes(cause.value)) return;
      if (words.every((word) => entry.text.includes(word))) matching.push(i);
    });
    list.replaceChildren();
    shown = 0;
    showMore();
    all('.tile').forEach((tile) => tile.setAttribute('aria-current', String(tile.dataset.f === filter)));
  }
  refresh = say;
  let waiting = 0;
  on(search, 'input', () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
  on(ground, 'change', apply);
  on(cause, 'change', apply);
  on(one('button', more), 'click', showMore);
  if (window.IntersectionObserver)
    new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting) && !more.hidden) showMore(); },
      { rootMargin: '900px' }).observe(more);
  function unfold() {
    unfolded = !unfolded;
    one('#unfold').setAttribute('aria-pressed', String(unfolded));
    all('.card details', list).forEach((details) => { details.open = unfolded; });
  }
  on(one('#unfold'), 'click', unfold);

  // --- the address says what is seen: #f=now, #t=analysis, #clause-3 ---
  const tabs = { list: one('#findings'), analysis: one('#analysis'), about: one('#about') };
  function open(tab) {
    Object.entries(tabs).forEach(([name, section]) => { section.hidden = name !== tab; });
    all('.tabs a').forEach((link) => link.setAttribute('aria-current', String(link.dataset.t === tab)));
  }
  function follow() {
    const wanted = address();
    const clause = location.hash.startsWith('#clause-') && document.getElementById(location.hash.slice(1));
    if (wanted.has('lang')) speak(wanted.get('lang'));
    if (wanted.has('theme')) paint(wanted.get('theme'));
    open(clause ? 'about' : wanted.has('t') && tabs[wanted.get('t')] ? wanted.get('t') : 'list');
    if (clause) { clause.scrollIntoView(); return; }
    filter = wanted.get('f') || 'all';
    if (wanted.has('q')) search.value = wanted.get('q');
    apply();
    if (wanted.has('open')) unfold();
  }
  on(window, 'hashchange', follow);
  follow();

  // --- keys ---
  let help = null;
  function toggleHelp() {
    if (!help) {
      help = document.createElement('dialog');
      const rows = [['j / k', '下一条 / 上一条', 'next / previous'], ['Enter', '展开', 'unfold'], ['/', '搜索', 'search'],
        ['1–9', '筛选', 'filter'], ['e', '全部展开', 'unfold all'], ['l', '语言', 'language'], ['m', '显示隐私', 'private data'],
        ['t', '明暗', 'theme'], ['Esc', '关闭', 'close']];
      rows.forEach(([key, zh, en]) => {
        const line = document.createElement('p');
        const name = document.createElement('kbd');
        name.textContent = key;
        line.append(name, ' ', zh + ' / ' + en);
        help.append(line);
      });
      on(help, 'click', () => help.close());
      document.body.append(help);
    }
    if (help.open) help.close(); else help.showModal();
  }
  on(one('#help'), 'click', toggleHelp);
  function move(step) {
    const summaries = all('.card > details > summary', list);
    const at = summaries.indexOf(document.activeElement);
    const next = summaries[at < 0 ? 0 : Math.min(Math.max(at + step, 0), summaries.length - 1)];
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
    if (at + step >= summaries.length && !more.hidden) showMore();
  }
  const keys = { j: () => move(1), k: () => move(-1), e: unfold, l: toggleLanguage, m: toggleReveal, t: toggleTheme, '?': toggleHelp };
  on(document, 'keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === 'Escape' && event.target === search) { search.value = ''; search.blur(); apply(); }
    if (typing) return;
    if (event.key === '/') { event.preventDefault(); search.focus(); return; }
    const tiles = all('.tile');
    if (/^[1-9]$/.test(event.key) && tiles[event.key - 1]) { location.hash = 'f=' + tiles[event.key - 1].dataset.f; return; }
    if (keys[event.key]) keys[event.key]();
  });

  // --- B1 in money ---
  const money = ['n', 'k', 't'].map((id) => one('#money-' + id));
  function reckon() {
    const [n, k, t] = money.map((input) => Math.max(0, Number(input.value) || 0));
    const put = (id, value) => { one('#money-' + id).textContent = String(Math.round(value * 100) / 100); };
    put('keep', n * k);
    put('win', n * k * t);
    put('gain', n * k * (t - 1));
  }
  money.forEach((input, i) => {
    const kept = i > 0 && recall('money-' + i);
    if (kept) input.value = kept;
    on(input, 'input', () => { if (i > 0) remember('money-' + i, input.value); reckon(); });
  });
  reckon();
})();
