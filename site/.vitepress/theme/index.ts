import { type Theme, useData, withBase } from 'vitepress';
import DefaultTheme, { VPHomeFeatures, VPHomeHero } from 'vitepress/theme-without-fonts';
import { type VNode, defineComponent, h } from 'vue';

import { data } from '../../playground/examples.data.ts';
import { Playground } from '../../playground/playground.ts';
import './site.css';
import './playground.css';

/** The theme of VitePress, in which the page of a rule leads to its sample in the playground. */
const Layout = defineComponent({
  name: 'Layout',
  setup() {
    const { page } = useData();
    return () => h(DefaultTheme.Layout, null, { 'doc-before': () => tryIt(page.value.relativePath) });
  },
});

function tryIt(path: string): VNode | undefined {
  const rule = /^rules\/([\w-]+)\.md$/.exec(path)?.[1];
  if (!data.examples.some(({ name }) => name === rule)) return undefined;
  const link = h('a', { href: withBase(`/playground.html#example=${rule}`) }, 'Try it in the playground');
  return h('nav', { class: 'try-it', 'aria-label': 'Playground' }, link);
}

export default {
  extends: DefaultTheme,
  Layout,
  enhanceApp({ app }) {
    app.component('Playground', Playground);
    app.component('HomeHero', VPHomeHero);
    app.component('HomeFeatures', VPHomeFeatures);
  },
} satisfies Theme;
