/** Which packages' code runs in a browser, by what their manifests depend on. Data only. */
export const PAGES = {
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
