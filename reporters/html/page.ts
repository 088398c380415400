import { shellOf } from '../shell.js';
import { escapeXml } from '../svg.js';

export interface PageParts {
  readonly title: string;
  readonly style: string;
  readonly script: string;
  readonly data: string;
  readonly still: string;
}

/** The id under which cytoscape looks for its own style element: where it finds one, it adds none that the policy would refuse. */
const styleId = '__________cytoscape_stylesheet';

/** The page before its script runs: regions with their names, and the still picture for paper and for readers without scripts. */
export const pageHtml = ({ title, style, script, data, still }: PageParts): string => shellOf({ title, style, styleId, script, body: bodyOf(title, data, still) });

const bodyOf = (title: string, data: string, still: string): string => `<header>
<h1>${escapeXml(title)}</h1>
<p id="summary"></p>
<div class="search">
<input id="search" type="search" role="combobox" autocomplete="off" spellcheck="false" aria-label="Search components and findings" aria-expanded="false" aria-controls="results" placeholder="Search  /">
<div id="results" role="listbox" aria-label="Search results" hidden></div>
</div>
</header>
<figure id="still">${still}</figure>
<main>
<aside id="findings" aria-label="Findings"></aside>
<section id="picture" aria-label="Dependencies">
<div id="toolbar" role="toolbar" aria-label="Picture"></div>
<div id="graph" tabindex="0" role="application" aria-label="Dependency graph. Arrow keys walk from component to component, Enter opens a group, Escape clears. Press T for the same as a table."></div>
<div id="table" tabindex="0" hidden></div>
<div id="foot"><p id="status" role="status"></p><div id="legend"></div></div>
</section>
<aside id="panel" aria-label="Details" hidden></aside>
</main>
<div id="said" class="spoken" aria-live="polite"></div>
<script type="application/json" id="data">${data}</script>`;
