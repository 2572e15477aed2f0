// Writes the shapes of a JSON file with PptxGenJS: node pptxgen.js SHAPES.json FOLDER stream|file
// Prints the milliseconds it took without the start of Node and the reading of the file.
const fs = require('fs');
const path = require('path');
const PptxGenJS = require('pptxgenjs');

const [, , shapes, folder, how] = process.argv;
const decks = JSON.parse(fs.readFileSync(shapes, 'utf8'));
const KINDS = {round: 'roundRect', round_right: 'round2SameRect', ellipse: 'ellipse',
  triangle: 'triangle', diamond: 'diamond', chevron: 'chevron', arrow: 'rightArrow'};

function add(slide, e) {
  const at = {x: e.x, y: e.y, w: e.w, h: e.h};
  if (e.type === 'table') {
    slide.addTable(e.rows.map(row => row.map(c => ({text: c.text, options: {fontSize: c.size, color: c.color}}))),
      {...at, colW: e.columns, rowH: e.heights});
  } else if (e.type === 'line') {
    slide.addShape('line', {...at, line: {color: e.line, width: e.width}});
  } else if (e.type === 'chart') {
    slide.addChart(e.kind, e.series, at);
  } else {
    const look = {...at, shape: KINDS[e.kind] || 'rect', margin: 0, objectName: e.name};
    if (e.fill) look.fill = {color: e.fill};
    if (e.line) look.line = {color: e.line, width: e.width};
    if (e.runs.length) {
      slide.addText(e.runs.map(r => ({text: r.text, options: {fontSize: r.size, color: r.color,
        bold: r.bold, breakLine: r.last}})), look);
    } else {
      slide.addShape(look.shape, look);
    }
  }
}

(async () => {
  const start = process.hrtime.bigint();
  for (let n = 0; n < decks.length; n++) {
    const deck = new PptxGenJS();
    deck.layout = 'LAYOUT_WIDE';
    for (const elements of decks[n]) {
      const slide = deck.addSlide();
      for (const element of elements) add(slide, element);
    }
    const file = path.join(folder, `deck${n}.pptx`);
    if (how === 'stream') fs.writeFileSync(file, await deck.stream({compression: true}));
    else await deck.writeFile({fileName: file, compression: true});
  }
  console.log(Number(process.hrtime.bigint() - start) / 1e6);
})();
