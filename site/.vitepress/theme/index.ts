import { type Theme, useData, withBase } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { type VNode, defineComponent, h } from 'vue';

import { Playground } from '../../playground/playground.ts';
import './site.css';
import './playground.css';

/** The theme of VitePress, in which the page of a rule leads to its sample in the playground. */
const Layout = defineComponent({
  name: 'Layout',
  setup() {
    const { page } = useData();
    return () => h(DefaultTheme.Layout, null, { 'aside-outline-after': () => tryIt(page.value.relativePath) });
  },
});

function tryIt(path: string): VNode | undefined {
  const rule = /^rules\/([\w-]+)\.md$/.exec(path)?.[1];
  if (rule === undefined) return undefined;
  return h('a', { class: 'try-it', href: withBase(`/playground.html#example=${rule}`) }, 'Try it in the playground');
}

export default {
  extends: DefaultTheme,
  Layout,
  enhanceApp({ app }) {
    app.component('Playground', Playground);
  },
} satisfies Theme;
