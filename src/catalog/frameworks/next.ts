import { framework } from './entry.ts';

/** Route handlers, API routes, server actions and what renders on the server. */
export default framework({
  name: 'Next.js',
  modules: ['next', 'next/server'],
  docs: 'https://nextjs.org/docs/app/api-reference/file-conventions/route',
  unit: 'request',
  parameters: ['NextApiRequest', 'NextRequest', 'GetServerSidePropsContext', 'NextPageContext'],
  functions: ['NextApiHandler', 'GetServerSideProps', 'NextMiddleware'],
  exported: [
    {
      names: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'],
      path: '(?:^|/)app/(?:.*/)?route\\.[jt]sx?$',
    },
    { names: ['default'], path: '(?:^|/)pages/api/.*\\.[jt]sx?$' },
    { names: ['getServerSideProps', 'getInitialProps'], path: '(?:^|/)pages/.*\\.[jt]sx?$' },
    { names: ['default', 'generateMetadata'], path: '(?:^|/)app/(?:.*/)?(?:page|layout|template)\\.[jt]sx$' },
    { names: ['middleware', 'proxy'], path: '(?:^|/)(?:middleware|proxy)\\.[jt]s$' },
  ],
});
