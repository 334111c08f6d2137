(function () {
"use strict";

const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const { nodes, events, relations, classes, kinds, countries, places } = data;
const count = events.id.length;

/* What the sentences are is read when somebody first asks for one: it is most of the file. */
let read = null;
function evidence() {
  if (!read) read = JSON.parse(byId("evidence").textContent);
  return read;
}

/* An element with properties and children; text is only ever text. */
function element(name, properties, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties || {})) {
    if (key === "class") made.className = value;
    else if (key === "on") for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
    else if (key === "paint") for (const [what, colour] of Object.entries(value)) made.style[what] = colour;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

function shape(name, properties, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(properties)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const several = (number, one, more) => number + " " + (number === 1 ? one : more);
const dark = () => document.documentElement.classList.contains("dark");
const colourOf = (kind) => (dark() ? kind.dark : kind.colour);
const classOf = (event) => relations[events.relation[event]].class;

/* Days are numbers, counted from 1970. */
const DAY = 86400000;
const dayOf = (text) => (text ? Math.round(Date.parse(text + "T00:00:00Z") / DAY) : null);
const textOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const first = events.first.map(dayOf);
const last = events.last.map(dayOf);
let earliest = Infinity;
let latest = -Infinity;
for (let event = 0; event < count; event++) {
  for (const day of [first[event], last[event]]) {
    if (day === null) continue;
    earliest = Math.min(earliest, day);
    latest = Math.max(latest, day);
  }
}
const dated = earliest <= latest;
if (!dated) earliest = latest = 0;

const state = { from: earliest, to: latest, classes: new Set(classes.keys()), chosen: null };

/* Which events are within the days and kinds that are chosen. An open side has no bound. */
const shown = new Uint8Array(count);
function choose() {
  const all = state.from <= earliest && state.to >= latest;
  for (let event = 0; event < count; event++) {
    const known = first[event] !== null || last[event] !== null;
    const within = all || (known && (first[event] === null || first[event] <= state.to) && (last[event] === null || last[event] >= state.from));
    shown[event] = within && state.classes.has(classOf(event)) ? 1 : 0;
  }
}
function shownEvents(test) {
  const found = [];
  for (let event = 0; event < count; event++) if (shown[event] && (!test || test(event))) found.push(event);
  return found;
}

/* When an event was, in words. */
function when(event) {
  if (events.date[event]) return events.date[event];
  return events.reported[event] ? "reported " + events.reported[event] : "no date";
}
const sortDay = (event) => first[event] ?? last[event] ?? Infinity;

/* The sentence of an event with the words for who, whom and when marked. */
function marked(sentence, words) {
  const spans = [];
  for (const word of words) {
    const bare = word.replace(/\s+/g, " ").trim();
    const begin = bare ? sentence.indexOf(bare) : -1;
    if (begin >= 0 && spans.every((span) => begin >= span[1] || begin + bare.length <= span[0])) spans.push([begin, begin + bare.length]);
  }
  spans.sort((one, other) => one[0] - other[0]);
  const quote = element("blockquote");
  let at = 0;
  for (const [begin, end] of spans) {
    quote.append(sentence.slice(at, begin), element("mark", {}, sentence.slice(begin, end)));
    at = end;
  }
  quote.append(sentence.slice(at));
  return quote;
}

function proofOf(event) {
  const { claims, sentences, articles, rules } = evidence();
  return claims[event].map((claim) => {
    const [outlet, title, published, url] = articles[claim.article];
    const told = [outlet, published].filter(Boolean).join(", ");
    const name = title || told || "article";
    const link = /^https?:\/\//i.test(url) ? element("a", { href: url, rel: "noopener noreferrer", target: "_blank", referrerpolicy: "no-referrer" }, name) : name;
    const doubts = [claim.polarity, claim.status, claim.voice].filter((word) => word && !["affirmed", "happened", "narrator"].includes(word));
    if (claim.by) doubts.push("said by " + claim.by);
    return element("div", {},
      marked(sentences[claim.sentence], [claim.subject, claim.object, claim.date]),
      element("p", { class: "from" }, link, title && told ? " · " + told : "", doubts.length ? " · " + doubts.join(", ") : "", " · rule ", element("code", {}, rules[claim.rule])));
  });
}

const STEP = 40;
function article(event) {
  const relation = relations[events.relation[event]];
  const place = events.place[event] >= 0 ? ", " + places[events.place[event]] : "";
  const reports = several(events.reports[event], "report", "reports");
  const independent = events.independent[event] !== events.reports[event] ? ", " + events.independent[event] + " independent" : "";
  return element("article", {},
    element("h3", {}, nodes.label[events.source[event]] + " " + relation.label + " " + nodes.label[events.target[event]]),
    element("p", { class: "when" }, when(event) + place + " · " + reports + independent + (relation.plover ? " · " + relation.plover : "")),
    ...proofOf(event));
}

/* Shows the evidence of some events beside the views. */
function show(heading, found, about) {
  const panel = byId("details");
  const sorted = [...found].sort((one, other) => sortDay(one) - sortDay(other));
  panel.replaceChildren(element("h2", {}, heading), ...(about || []), element("p", { class: "when" }, several(sorted.length, "event", "events")));
  let at = 0;
  const more = element("button", { type: "button", on: { click: next } }, "Show more");
  function next() {
    more.remove();
    panel.append(...sorted.slice(at, at + STEP).map(article));
    at += STEP;
    if (at < sorted.length) panel.append(more);
  }
  next();
  panel.scrollTop = 0;
  if (matchMedia("(max-width:760px)").matches) panel.scrollIntoView({ block: "start" });
}

function showNode(node) {
  state.chosen = node;
  const words = [kinds[nodes.kind[node]].name, nodes.country[node] >= 0 ? countries[nodes.country[node]] : "", nodes.office[node]].filter(Boolean);
  const figures = several(nodes.degree[node], "neighbour", "neighbours") + ", betweenness " + nodes.betweenness[node] + ", community " + nodes.community[node] + ", " + several(nodes.claims[node], "claim", "claims");
  const about = [element("p", {}, words.join(" · ")), element("p", { class: "when" }, figures)];
  if (nodes.wikidata[node]) about.push(element("p", { class: "when" }, "Wikidata ", element("code", {}, nodes.wikidata[node])));
  show(nodes.label[node], shownEvents((event) => events.source[event] === node || events.target[event] === node), about);
  paint();
}

/* Views: only the one that is open is drawn again. */
const views = { graph: null, matrix: drawMatrix, table: drawTable };
let open = "graph";
function openView(name) {
  open = name;
  for (const view of Object.keys(views)) {
    const tab = byId("tab-" + view);
    tab.setAttribute("aria-selected", view === name);
    tab.tabIndex = view === name ? 0 : -1;
    byId("view-" + view).hidden = view !== name;
  }
  views[name]();
}
function refresh() {
  choose();
  const visible = shownEvents();
  const actors = new Set();
  for (const event of visible) actors.add(events.source[event]).add(events.target[event]);
  byId("counts").textContent = several(visible.length, "event", "events") + " between " + several(actors.size, "entity", "entities");
  drawBars();
  views[open]();
}
for (const view of Object.keys(views)) {
  byId("tab-" + view).addEventListener("click", () => openView(view));
  byId("tab-" + view).addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const all = Object.keys(views);
    const next = all[(all.indexOf(view) + step + all.length) % all.length];
    openView(next);
    byId("tab-" + next).focus();
  });
}

/* Timeline: bars of days, months or years, stacked by kind of relation. */
const span = latest - earliest;
const unit = span <= 92 ? 10 : span <= 3700 ? 7 : 4;
function drawBars() {
  const bars = new Map();
  if (dated) {
    const step = unit === 10 ? 1 : unit === 7 ? 28 : 365;
    for (let day = earliest; day <= latest; day += step) bars.set(textOf(day).slice(0, unit), []);
    bars.set(textOf(latest).slice(0, unit), []);
  }
  for (let event = 0; event < count; event++) {
    if (!shown[event]) continue;
    const day = first[event] ?? last[event];
    if (day === null) continue;
    const key = textOf(day).slice(0, unit);
    if (!bars.has(key)) bars.set(key, []);
    bars.get(key).push(event);
  }
  const sorted = [...bars].sort((one, other) => (one[0] < other[0] ? -1 : 1));
  const most = Math.max(1, ...sorted.map((bar) => bar[1].length));
  const width = 1000;
  const wide = width / Math.max(1, sorted.length);
  const svg = shape("svg", { viewBox: "0 0 1000 74", preserveAspectRatio: "none", role: "group", "aria-label": "Events by " + { 10: "day", 7: "month", 4: "year" }[unit] });
  sorted.forEach(([key, found], number) => {
    if (!found.length) return;
    const group = shape("g", { tabindex: "0", role: "button", "aria-label": key + ": " + several(found.length, "event", "events") });
    group.append(shape("title", {}, key + ": " + several(found.length, "event", "events")));
    let y = 70;
    for (const [index, kind] of classes.entries()) {
      const part = found.filter((event) => classOf(event) === index).length;
      if (!part) continue;
      const high = Math.max(1, (part / most) * 62);
      y -= high;
      group.append(shape("rect", { x: number * wide + wide * 0.08, y, width: wide * 0.84, height: high, fill: colourOf(kind) }));
    }
    const act = () => show(key, found);
    group.addEventListener("click", act);
    group.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        act();
      }
    });
    svg.append(group);
  });
  const steps = Math.max(1, Math.ceil(sorted.length / Math.max(2, Math.floor(innerWidth / 110))));
  const axis = element("div", { class: "axis", "aria-hidden": "true" });
  sorted.forEach(([key], number) => {
    if (number % steps === 0) axis.append(element("span", { paint: { left: (number / sorted.length) * 100 + "%" } }, key));
  });
  byId("bars").replaceChildren(svg, axis);
}
function slide() {
  let [from, to] = [byId("from"), byId("to")].map((input) => earliest + Number(input.value));
  if (from > to) {
    if (document.activeElement === byId("from")) to = from;
    else from = to;
  }
  setDays(from, to);
}
function setDays(from, to) {
  [state.from, state.to] = [from, to];
  for (const [id, day] of [["from", from], ["to", to]]) {
    const input = byId(id);
    input.max = span;
    input.value = day - earliest;
    input.setAttribute("aria-valuetext", dated ? textOf(day) : "no dates");
    byId(id + "-day").textContent = dated ? textOf(day) : "no dates";
  }
  refresh();
}
let waiting = 0;
for (const id of ["from", "to"]) {
  byId(id).addEventListener("input", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(slide);
  });
}
byId("always").addEventListener("click", () => setDays(earliest, latest));

/* Matrix: who did how much to whom, in the colour of what there was most of. */
function drawMatrix() {
  const sums = new Map();
  const cells = new Map();
  const put = (one, other, event) => {
    const key = one * nodes.id.length + other;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(event);
  };
  for (const event of shownEvents()) {
    const [one, other] = [events.source[event], events.target[event]];
    for (const end of [one, other]) sums.set(end, (sums.get(end) || 0) + 1);
    put(one, other, event);
    if (relations[events.relation[event]].symmetric) put(other, one, event);
  }
  const actors = [...sums].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, Number(byId("size").value)).map((actor) => actor[0]);
  const head = element("tr", {}, element("th", {}, ""), ...actors.map((node) => element("th", { scope: "col" }, nodes.label[node])));
  const rows = actors.map((one) => element("tr", {}, element("th", { scope: "row", title: nodes.label[one] }, nodes.label[one]),
    ...actors.map((other) => {
      const found = cells.get(one * nodes.id.length + other);
      if (!found) return element("td");
      const tally = classes.map((_, index) => found.filter((event) => classOf(event) === index).length);
      const main = tally.indexOf(Math.max(...tally));
      const words = nodes.label[one] + " to " + nodes.label[other] + ": " + several(found.length, "event", "events") + ", mostly " + classes[main].name;
      return element("td", {}, element("button", { type: "button", title: words, "aria-label": words, paint: { backgroundColor: classes[main].colour, opacity: String(Math.min(1, 0.62 + found.length / 12)) }, on: { click: () => show(nodes.label[one] + " → " + nodes.label[other], found) } }, String(found.length)));
    })));
  byId("matrix").replaceChildren(element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows)));
}
byId("size").addEventListener("change", drawMatrix);

/* Table of events. */
const columns = [
  ["When", (event) => when(event), (event) => sortDay(event)],
  ["Who", (event) => nodes.label[events.source[event]]],
  ["Did", (event) => relations[events.relation[event]].label],
  ["Whom", (event) => nodes.label[events.target[event]]],
  ["Where", (event) => (events.place[event] >= 0 ? places[events.place[event]] : "")],
  ["Kind", (event) => classes[classOf(event)].name],
  ["Reports", (event) => events.reports[event], (event) => events.reports[event], "n"],
  ["Independent", (event) => events.independent[event], (event) => events.independent[event], "n"],
];
const order = { column: 0, down: false, rows: 0 };
function drawTable() {
  const [, text, value] = columns[order.column];
  const key = value || text;
  const keys = new Map(shownEvents().map((event) => [event, key(event)]));
  const sorted = [...keys.keys()].sort((one, other) => {
    const [left, right] = [keys.get(one), keys.get(other)];
    const by = left < right ? -1 : left > right ? 1 : one - other;
    return order.down ? -by : by;
  });
  const head = element("tr", {}, ...columns.map(([name], number) => {
    const own = number === order.column;
    const sign = own ? (order.down ? " ▾" : " ▴") : "";
    const turn = () => {
      order.down = own ? !order.down : number >= 6;
      order.column = number;
      drawTable();
      byId("table").querySelectorAll("thead button")[number].focus();
    };
    return element("th", { scope: "col", "aria-sort": own ? (order.down ? "descending" : "ascending") : "none" }, element("button", { type: "button", on: { click: turn } }, name + sign));
  }));
  const body = element("tbody");
  order.rows = 0;
  const more = byId("more");
  more.onclick = () => {
    for (const event of sorted.slice(order.rows, order.rows + 200)) body.append(row(event));
    order.rows += 200;
    more.hidden = order.rows >= sorted.length;
  };
  byId("table").replaceChildren(element("table", {}, element("thead", {}, head), body));
  more.onclick();
}
function row(event) {
  const act = () => show(nodes.label[events.source[event]] + " " + relations[events.relation[event]].label + " " + nodes.label[events.target[event]], [event]);
  const press = (key) => {
    if (key.key === "Enter" || key.key === " ") {
      key.preventDefault();
      act();
    }
  };
  return element("tr", { tabindex: "0", on: { click: act, keydown: press } }, ...columns.map(([, text, , kind]) => element("td", { class: kind || "" }, String(text(event)))));
}

/* Graph: one line for the events of one kind and direction between two entities. */
const lines = [];
let sigma = null;
let graph = null;
function webgl() {
  try {
    const canvas = document.createElement("canvas");
    return Boolean(canvas.getContext("webgl2") || canvas.getContext("webgl"));
  } catch (error) {
    return false;
  }
}
function makeGraph() {
  if (!webgl() || typeof Sigma === "undefined" || typeof graphology === "undefined") return false;
  graph = new graphology.MultiDirectedGraph();
  const large = nodes.id.length > 1000;
  const most = Math.sqrt(nodes.degree.reduce((one, other) => Math.max(one, other), 1));
  for (let node = 0; node < nodes.id.length; node++) {
    graph.addNode(String(node), { x: nodes.x[node], y: -nodes.y[node], size: (large ? 1.3 : 2.5) + (Math.sqrt(nodes.degree[node]) / most) * (large ? 7 : 9), label: nodes.label[node] });
  }
  const known = new Map();
  const pairs = new Map();
  for (let event = 0; event < count; event++) {
    const [one, other] = [events.source[event], events.target[event]];
    const relation = relations[events.relation[event]];
    const key = one + " " + other + " " + relation.class + " " + relation.symmetric;
    if (!known.has(key)) {
      const pair = Math.min(one, other) + " " + Math.max(one, other);
      const beside = pairs.get(pair) || 0;
      pairs.set(pair, beside + 1);
      const type = beside ? "curve" : relation.symmetric ? "line" : "arrow";
      const side = (beside % 2 ? 1 : -1) * (one < other ? 1 : -1);
      known.set(key, lines.length);
      lines.push({ from: one, to: other, class: relation.class, events: [], shown: 0 });
      graph.addEdgeWithKey(String(lines.length - 1), String(one), String(other), { type, curvature: side * 0.12 * Math.ceil(beside / 2), size: 1 });
    }
    lines[known.get(key)].events.push(event);
  }
  const near = () => {
    if (state.chosen === null) return null;
    const found = new Set([state.chosen]);
    for (const line of lines) if (line.shown && (line.from === state.chosen || line.to === state.chosen)) found.add(line.from).add(line.to);
    return found;
  };
  let lit = null;
  const mark = () => {
    active = new Uint8Array(nodes.id.length);
    for (const line of lines) {
      line.shown = 0;
      for (const event of line.events) if (shown[event]) line.shown += events.reports[event];
      if (line.shown) active[line.from] = active[line.to] = 1;
    }
    lit = near();
    for (let node = 0; node < active.length; node++) active[node] = active[node] && (!lit || lit.has(node)) ? 2 : active[node];
  };
  let fresh = true;
  views.graph = () => {
    // The first picture is drawn as sigma is made.
    if (fresh) {
      fresh = false;
      return;
    }
    mark();
    sigma.refresh({ skipIndexation: true });
  };
  let active = new Uint8Array(nodes.id.length);
  const nodeReducer = (name, attributes) => {
    const node = Number(name);
    if (!active[node]) return { ...attributes, hidden: true };
    const faded = lit && active[node] !== 2;
    return { ...attributes, color: faded ? (dark() ? "#343940" : "#dde1e6") : colourOf(kinds[nodes.kind[node]]), label: faded ? "" : attributes.label, forceLabel: node === state.chosen, highlighted: node === state.chosen, zIndex: faded ? 0 : 1 };
  };
  const edgeReducer = (name, attributes) => {
    const line = lines[Number(name)];
    if (!drawn(line)) return { ...attributes, hidden: true };
    return { ...attributes, color: colourOf(classes[line.class]), size: Math.min(6, 0.8 + Math.log2(line.shown) * 0.7) };
  };
  const drawn = (line) => line.shown && (!lit || line.from === state.chosen || line.to === state.chosen);
  mark();
  sigma = new Sigma(graph, byId("graph"), {
    defaultEdgeType: "line",
    edgeProgramClasses: { curve: Sigma.rendering.EdgeCurveProgram },
    nodeReducer,
    edgeReducer,
    labelDensity: 0.6,
    labelRenderedSizeThreshold: nodes.id.length > 400 ? 7 : 4,
    labelFont: "system-ui, Helvetica, Arial, sans-serif",
    labelSize: 12,
    minEdgeThickness: 1.6,
    hideEdgesOnMove: lines.length > 8000,
    zIndex: true,
    allowInvalidContainer: true,
    labelColor: { color: dark() ? "#eceff3" : "#16181d" },
    defaultDrawNodeHover: hover,
  });
  sigma.on("clickNode", ({ node }) => showNode(Number(node)));
  sigma.on("clickStage", ({ event }) => {
    const line = lineAt(event.x, event.y, drawn);
    if (line) {
      show(nodes.label[line.from] + " → " + nodes.label[line.to] + ": " + classes[line.class].name, line.events.filter((own) => shown[own]));
      return;
    }
    state.chosen = null;
    paint();
  });
  return true;
}
/* The line that is nearest to a place of the picture, if it is near; sigma would draw all lines twice to know it. */
function lineAt(x, y, drawn) {
  const places = nodes.x.map((left, node) => sigma.graphToViewport({ x: left, y: -nodes.y[node] }));
  let best = null;
  let least = 7;
  lines.forEach((line, number) => {
    if (!drawn(line)) return;
    const [from, to] = [places[line.from], places[line.to]];
    const bend = graph.getEdgeAttribute(String(number), "type") === "curve" ? graph.getEdgeAttribute(String(number), "curvature") : 0;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const room = least + Math.abs(bend) * Math.hypot(dx, dy);
    if (x < Math.min(from.x, to.x) - room || x > Math.max(from.x, to.x) + room || y < Math.min(from.y, to.y) - room || y > Math.max(from.y, to.y) + room) return;
    const middle = { x: (from.x + to.x) / 2 + dy * bend, y: (from.y + to.y) / 2 - dx * bend };
    let before = from;
    const steps = bend ? 16 : 1;
    for (let step = 1; step <= steps; step++) {
      const at = step / steps;
      const next = { x: (1 - at) ** 2 * from.x + 2 * at * (1 - at) * middle.x + at ** 2 * to.x, y: (1 - at) ** 2 * from.y + 2 * at * (1 - at) * middle.y + at ** 2 * to.y };
      const [ex, ey] = [next.x - before.x, next.y - before.y];
      const part = Math.max(0, Math.min(1, ((x - before.x) * ex + (y - before.y) * ey) / (ex * ex + ey * ey || 1)));
      const far = Math.hypot(x - before.x - part * ex, y - before.y - part * ey);
      if (far < least) [best, least] = [line, far];
      before = next;
    }
  });
  return best;
}
/* The name of an entity under the mouse, on the colour of the page. */
function hover(context, item, settings) {
  if (!item.label) return;
  context.font = settings.labelSize + "px " + settings.labelFont;
  const wide = context.measureText(item.label).width;
  context.fillStyle = dark() ? "#2a2e36" : "#fff";
  context.strokeStyle = dark() ? "#86bdf5" : "#0b57a4";
  context.beginPath();
  context.rect(item.x + item.size + 1, item.y - settings.labelSize / 2 - 4, wide + 8, settings.labelSize + 8);
  context.fill();
  context.stroke();
  context.beginPath();
  context.arc(item.x, item.y, item.size + 2, 0, 2 * Math.PI);
  context.stroke();
  context.fillStyle = dark() ? "#eceff3" : "#16181d";
  context.fillText(item.label, item.x + item.size + 5, item.y + settings.labelSize / 3);
}
function paint() {
  if (sigma && open === "graph") views.graph();
}
function camera(change) {
  if (!sigma) return;
  const own = sigma.getCamera();
  own.setState(change(own.getState()));
}
byId("nearer").addEventListener("click", () => camera((at) => ({ ...at, ratio: at.ratio / 1.4 })));
byId("farther").addEventListener("click", () => camera((at) => ({ ...at, ratio: at.ratio * 1.4 })));
byId("whole").addEventListener("click", () => camera((at) => ({ ...at, x: 0.5, y: 0.5, ratio: 1, angle: 0 })));
byId("graph").addEventListener("keydown", (event) => {
  const far = sigma ? sigma.getCamera().getState().ratio * 0.08 : 0;
  const moves = {
    ArrowLeft: (at) => ({ ...at, x: at.x - far }),
    ArrowRight: (at) => ({ ...at, x: at.x + far }),
    ArrowUp: (at) => ({ ...at, y: at.y + far }),
    ArrowDown: (at) => ({ ...at, y: at.y - far }),
    "+": (at) => ({ ...at, ratio: at.ratio / 1.4 }),
    "=": (at) => ({ ...at, ratio: at.ratio / 1.4 }),
    "-": (at) => ({ ...at, ratio: at.ratio * 1.4 }),
    Home: (at) => ({ ...at, x: 0.5, y: 0.5, ratio: 1 }),
  };
  if (!moves[event.key]) return;
  event.preventDefault();
  camera(moves[event.key]);
});

/* Tools. */
const byName = new Map();
for (let node = nodes.id.length - 1; node >= 0; node--) {
  byName.set(nodes.label[node].toLowerCase(), node);
  byName.set(nodes.id[node].toLowerCase(), node);
}
const often = [...nodes.id.keys()].sort((one, other) => nodes.degree[other] - nodes.degree[one]).slice(0, 2000);
byId("names").append(...often.map((node) => element("option", { value: nodes.label[node] })));
function find() {
  const typed = byId("find").value.trim().toLowerCase();
  if (!typed) return;
  const node = byName.get(typed) ?? often.find((other) => nodes.label[other].toLowerCase().includes(typed));
  if (node === undefined) {
    byId("details").replaceChildren(element("h2", {}, "Nothing found"), element("p", {}, "No entity of this page has such a name."));
    return;
  }
  showNode(node);
  if (sigma && open === "graph") {
    const place = sigma.getNodeDisplayData(String(node));
    if (place) sigma.getCamera().setState({ x: place.x, y: place.y, ratio: Math.min(0.5, sigma.getCamera().getState().ratio) });
  }
}
byId("find").addEventListener("change", find);
byId("find").addEventListener("keydown", (event) => {
  if (event.key === "Enter") find();
});
classes.forEach((kind, index) => {
  const box = element("input", { type: "checkbox", checked: "", on: { change: () => {
    if (box.checked) state.classes.add(index);
    else state.classes.delete(index);
    refresh();
  } } });
  const dot = element("span", { class: "dot", "aria-hidden": "true" });
  byId("classes").append(element("label", {}, box, dot, kind.name));
});
function setTheme(wanted) {
  document.documentElement.classList.toggle("dark", wanted);
  byId("theme").setAttribute("aria-pressed", String(wanted));
  byId("theme").textContent = wanted ? "Light" : "Dark";
  document.querySelectorAll("#classes .dot").forEach((dot, index) => { dot.style.backgroundColor = colourOf(classes[index]); });
  byId("kinds").replaceChildren(...kinds.flatMap((kind) => [element("span", { class: "dot", paint: { backgroundColor: colourOf(kind) } }), kind.name + " "]));
  if (sigma) sigma.setSetting("labelColor", { color: wanted ? "#eceff3" : "#16181d" });
}
byId("theme").addEventListener("click", () => {
  setTheme(!dark());
  refresh();
});

setTheme(matchMedia("(prefers-color-scheme: dark)").matches);
choose();
if (!makeGraph()) {
  byId("no-graph").hidden = false;
  byId("tab-graph").hidden = true;
  delete views.graph;
  byId("view-graph").hidden = true;
  openView("table");
}
setDays(earliest, latest);
document.documentElement.dataset.drawn = String(Math.round(performance.now()));
})();
