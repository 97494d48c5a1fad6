import { h, type VNode } from 'preact';
import type { Provider } from '@nestjs/common';
import type { Problem } from '../kernel/index.js';
import { PageFrame, type FrameProps } from '../organisations/index.js';
import { ERROR_PAGE, type ErrorPage } from '../platform/http/index.js';
import { Layout, LinkButton, PageHeading, PATHS, renderPage, translator } from '../web/index.js';

function ProblemPage({ frame, problem }: { readonly frame: FrameProps; readonly problem: Problem }): VNode {
  const t = translator(frame.language);
  return (
    <Layout {...frame} title={problem.titleIn(frame.language)}>
      <PageHeading kicker={String(problem.type.status)} title={problem.titleIn(frame.language)} lead={problem.detailIn(frame.language)} />
      <p><LinkButton href={PATHS.overview} kind="secondary">{t('navigation.overview')}</LinkButton></p>
    </Layout>
  );
}

/** An error as a page: what is wrong and what to do, in the frame of the site. */
export const errorPageProvider: Provider = {
  provide: ERROR_PAGE,
  inject: [PageFrame],
  useFactory: (frames: PageFrame): ErrorPage => ({ problem, request }) => renderPage(h(ProblemPage, { frame: frames.of(request), problem })),
};
