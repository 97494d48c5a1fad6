import { fill } from '../kernel/index.js';
import type { ErrorPage } from '../platform/http/index.js';
import { Layout, LinkButton, PageHeading, PATHS, renderPage, translator } from '../web/index.js';
import type { PageFrame } from './page-frame.js';

/** The page that stands in for one that could not be shown: what is wrong, and a way out. */
export function errorPage(frames: PageFrame): ErrorPage {
  return ({ problem, request }) => {
    const frame = frames.of(request);
    const t = translator(frame.language);
    const title = problem.titleIn(frame.language);
    return renderPage(
      <Layout {...frame} title={title}>
        <div class="flow">
          <PageHeading title={title} lead={problem.detailIn(frame.language)} kicker={problem.type.code} />
          {problem.fields.length > 0 && (
            <ul>
              {problem.fields.map((field) => (
                <li key={`${field.path} ${field.code}`}>
                  {field.path}: {fill(field.message[frame.language], field.params)}
                </li>
              ))}
            </ul>
          )}
          <p>
            <LinkButton href={PATHS.overview} kind="secondary">
              {t('navigation.overview')}
            </LinkButton>
          </p>
        </div>
      </Layout>,
    );
  };
}
