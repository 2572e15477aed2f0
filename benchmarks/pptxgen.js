// Writes the shapes of a JSON file with PptxGenJS: node pptxgen.js SHAPES.json FOLDER stream|file
// Prints the milliseconds it took without the start of Node and the reading of the file.
const fs = require('fs');
const path = require('path');
const PptxGenJS = require('pptxgenjs');

const [, , shapes, folder, how] = process.argv;
const decks = JSON.parse(fs.readFileSync(shapes, 'utf8'));
const KINDS = {round: 'roundRect', round_right: 'round2SameRect', ellipse: 'ellipse',
  triangle: 'triangle', diamond: 'diamond', chevron: 'chevron', arrow: 'rightArrow'};

// One object for each target of a slide: PptxGenJS then writes one relationship for it.
function click(links, link) {
  const key = link.url || link.slide;
  if (!links.has(key)) links.set(key, {...link});
  return links.get(key);
}

function runs(given, links) {
  return given.map(r => {
    const options = {fontSize: r.size, color: r.color, bold: r.bold, italic: r.italic,
      fontFace: r.font, align: r.align, breakLine: r.last};
    if (r.link) options.hyperlink = click(links, r.link);
    return {text: r.text, options};
  });
}

function cell(c, links) {
  const border = c.edges.map(e => e ? {type: 'solid', color: e.color, pt: e.width} : {type: 'none'});
  const options = {valign: c.anchor, border};
  if (c.fill) options.fill = {color: c.fill};
  return {text: runs(c.runs, links), options};
}

function add(slide, e, links) {
  const at = {x: e.x, y: e.y, w: e.w, h: e.h};
  if (e.type === 'table') {
    slide.addTable(e.rows.map(row => row.map(c => cell(c, links))),
      {...at, colW: e.columns, rowH: e.heights});
  } else if (e.type === 'line') {
    slide.addShape('line', {...at, line: e.line});
  } else if (e.type === 'chart') {
    slide.addChart(e.kind, e.series, {...at, chartColors: e.colors});
  } else {
    const look = {...at, shape: KINDS[e.kind] || 'rect', objectName: e.name};
    if (e.fill) look.fill = {color: e.fill};
    if (e.line) look.line = e.line;
    if (e.runs.length) {
      look.valign = e.anchor;
      const [left, top, right, bottom] = e.insets.map(x => x * 72);
      look.margin = [left, right, bottom, top];
      if (e.spacing !== 1) look.lineSpacingMultiple = e.spacing;
      slide.addText(runs(e.runs, links), look);
    } else {
      if (e.link) look.hyperlink = click(links, e.link);
      slide.addShape(look.shape, look);
    }
  }
}

(async () => {
  const start = process.hrtime.bigint();
  for (let n = 0; n < decks.length; n++) {
    const deck = new PptxGenJS();
    deck.layout = 'LAYOUT_WIDE';
    for (const planned of decks[n]) {
      const slide = deck.addSlide();
      const links = new Map();
      for (const element of planned.elements) add(slide, element, links);
      if (planned.notes) slide.addNotes(planned.notes);
    }
    const file = path.join(folder, `deck${n}.pptx`);
    if (how === 'stream') fs.writeFileSync(file, await deck.stream({compression: true}));
    else await deck.writeFile({fileName: file, compression: true});
  }
  console.log(Number(process.hrtime.bigint() - start) / 1e6);
})();
