/** Which packages' code runs in a browser, by what their manifests depend on, and which files', by what they import. Data only. */
export const PAGES = {
  /** What draws a page or a part of one, a library of components included. */
  draws: [
    'react',
    'react-dom',
    'react-native',
    'preact',
    'vue',
    'svelte',
    'solid-js',
    '@angular/core',
    'lit',
    'nuxt',
    'gatsby',
    'astro',
  ],
  /** What serves the pages that the same package draws. */
  servesPages: [
    'express',
    'fastify',
    'koa',
    'hono',
    'next',
    'nuxt',
    'astro',
    'electron',
    '@nestjs/core',
    '@sveltejs/kit',
    '@remix-run/node',
    '@react-router/node',
    '@tanstack/react-start',
  ],
  /** Imported by files that run in a browser only. */
  browserImports: ['react-dom', 'react-dom/client', 'vue', 'solid-js', '@angular/core', 'chrome-extension'],
  /** The same, with whatever is below them. */
  browserFamilies: ['svelte'],
  /** Imported by components. */
  componentImports: ['react', 'react-native', 'preact', 'vue', 'svelte', 'solid-js'],
  /** Imported by command lines, whose user is there to end them. */
  commandImports: ['commander', 'yargs', 'inquirer', 'cac', 'citty', 'ink'],
  commandFamilies: ['@oclif'],
  /** What renders a page. */
  renders: ['react-dom', 'vue', 'svelte', '@angular/core', 'preact', 'solid-js'],
  /** What bundles one. */
  bundles: ['vite', 'webpack', 'parcel', 'react-scripts', '@angular/cli', '@vue/cli-service', '@rsbuild/core'],
  /** Where one of these is beside them, the package serves, renders on a server, or is a desktop program. */
  serves: [
    'express',
    'fastify',
    'koa',
    'next',
    'nuxt',
    'astro',
    'h3',
    'nitro',
    'nitropack',
    'vinxi',
    'electron',
    'socket.io',
    'ws',
    'pg',
    'mysql2',
    'mongodb',
    'mongoose',
    'redis',
    'ioredis',
    'undici',
    '@nestjs/core',
    '@prisma/client',
    '@sveltejs/kit',
    '@remix-run/node',
    '@remix-run/react',
    '@react-router/node',
    '@react-router/serve',
    '@tanstack/react-start',
    '@tanstack/start',
    '@solidjs/start',
    '@apollo/server',
    '@hapi/hapi',
    'wrangler',
    'vscode',
    '@types/vscode',
  ],
  /** The same, but their types alone serve clients as well: `hc<AppType>()`. */
  servesOrTypes: ['hono', '@trpc/server'],
  /** Files beside the manifest of what is nothing but a page. */
  entries: ['index.html', 'tsconfig.app.json'],
} as const;
