import type { StylesheetJson } from 'cytoscape';
import { fontSize } from '../../layout/label.js';

const names = ['paper', 'ink', 'quiet', 'frame', 'frame-fill', 'service', 'store', 'border', 'line', 'danger', 'danger-fill', 'caution', 'caution-fill', 'accent', 'closed'] as const;
type Palette = Record<(typeof names)[number], string>;

/** The page's colours are declared once, in its style sheet; the canvas reads them there. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Palette;
}

/** The picture's grammar. Every colour comes with a width, a dash or a word, so it is never the only sign. */
export function graphStyle(c: Palette): StylesheetJson {
  return [...boxStyles(c), ...lineStyles(c), ...highlightStyles(c)] as StylesheetJson;
}

const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

function boxStyles(c: Palette) {
  return [
    {
      selector: 'node',
      style: {
        width: 'data(width)', height: 'data(height)', shape: 'round-rectangle', 'corner-radius': '6px', label: 'data(label)', color: c.ink,
        'font-family': font, 'font-size': fontSize, 'line-height': 1.25, 'text-wrap': 'wrap', 'text-max-width': '400px', 'text-valign': 'center', 'text-halign': 'center',
        'background-color': c.service, 'border-width': 1.2, 'border-color': c.border, 'overlay-opacity': 0, 'z-index': 10, 'z-index-compare': 'manual',
      },
    },
    { selector: 'node.store', style: { 'background-color': c.store, shape: 'barrel' } },
    { selector: 'node.external', style: { 'border-style': 'dashed', 'border-width': 1.5 } },
    { selector: 'node.entry', style: { 'border-width': 2.4, 'border-color': c.accent } },
    { selector: 'node.single', style: { 'border-color': c.danger, 'border-width': 2.6 } },
    { selector: 'node.closed', style: { 'background-color': c.closed, 'border-width': 2 } },
    { selector: 'node.frame', style: { 'background-color': c['frame-fill'], 'border-color': c.frame, 'border-width': 1, label: '', 'z-index': 0, 'corner-radius': '10px', events: 'no' } },
    {
      selector: 'node.frame-label',
      style: { width: 1, height: 1, 'background-opacity': 0, 'border-width': 0, 'text-halign': 'right', 'text-valign': 'center', color: c.quiet, 'font-size': 12, 'font-weight': 600, 'z-index': 11, 'text-events': 'yes' },
    },
    {
      selector: 'node.badge',
      style: { width: 17, height: 17, shape: 'ellipse', 'font-size': 11, 'font-weight': 700, color: '#fff', 'background-color': c.caution, 'border-width': 1.5, 'border-color': c.paper, 'z-index': 12, events: 'no' },
    },
    { selector: 'node.badge.error', style: { 'background-color': c.danger, shape: 'diamond', width: 22, height: 22 } },
    { selector: 'node.number', style: { width: 22, height: 14, 'font-size': 11, color: c.ink, 'background-color': c.paper, 'border-width': 0, 'z-index': 9, events: 'no' } },
    { selector: 'node.badge.info', style: { 'background-color': c.quiet } },
    { selector: 'node.badge.step', style: { 'background-color': c.ink, color: c.paper, shape: 'ellipse', width: 19, height: 19, 'z-index': 14 } },
  ];
}

function lineStyles(c: Palette) {
  return [
    {
      selector: 'edge',
      style: {
        width: 1.3, 'line-color': c.line, 'target-arrow-color': c.line, 'target-arrow-shape': 'triangle', 'arrow-scale': 0.8, 'overlay-opacity': 0, 'z-index': 5, 'z-index-compare': 'manual',
        'curve-style': 'round-segments', 'radius-type': 'arc-radius', 'segment-radii': 6, 'edge-distances': 'node-position',
        'segment-weights': 'data(weights)', 'segment-distances': 'data(distances)', 'source-endpoint': 'data(start)', 'target-endpoint': 'data(end)',
      },
    },
    { selector: 'edge.straight', style: { 'curve-style': 'straight', 'source-endpoint': 'data(start)', 'target-endpoint': 'data(end)' } },
    { selector: 'edge.curved', style: { 'curve-style': 'bezier', 'source-endpoint': 'outside-to-node', 'target-endpoint': 'outside-to-node' } },
    { selector: 'edge.dashed', style: { 'line-style': 'dashed', 'line-dash-pattern': [7, 4] } },
    { selector: 'edge.dotted', style: { 'line-style': 'dotted' } },
    { selector: 'edge.no-timeout', style: { 'line-color': c.caution, 'target-arrow-color': c.caution, width: 2.4, 'mid-target-arrow-shape': 'circle', 'mid-target-arrow-fill': 'hollow', 'mid-target-arrow-color': c.caution } },
  ];
}

function highlightStyles(c: Palette) {
  return [
    { selector: '.faded', style: { opacity: 0.16 } },
    { selector: 'edge.faded', style: { 'z-index': 1 } },
    { selector: 'node.near', style: { opacity: 0.75 } },
    { selector: 'node.failed', style: { 'background-color': c.danger, color: '#fff', 'border-color': c.danger, 'border-style': 'solid', 'border-width': 4, 'font-weight': 700 } },
    { selector: 'node.lost', style: { 'background-color': c['danger-fill'], 'border-color': c.danger, 'border-style': 'solid', 'border-width': 2.4 } },
    { selector: 'node.degraded', style: { 'background-color': c['caution-fill'], 'border-color': c.caution, 'border-style': 'dashed', 'border-width': 2 } },
    { selector: 'edge.carries', style: { 'line-color': c.danger, 'target-arrow-color': c.danger, 'mid-target-arrow-color': c.danger, width: 3, 'z-index': 8 } },
    { selector: 'node.chosen', style: { 'outline-color': c.accent, 'outline-width': 3, 'outline-offset': 3 } },
  ];
}
