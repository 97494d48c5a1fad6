import type { ComponentChildren, VNode } from 'preact';
import type { Language } from '../kernel/index.js';
import { Alert, type AlertKind } from './components/alert.js';
import { ProductMark } from './components/product-mark.js';
import { LanguageContext } from './language-context.js';
import { isCurrentSection, type NavigationItem, PATHS, scriptPath, stylePath } from './paths.js';
import { translator, type Translator } from './translations/index.js';

export type SignedInUser = { readonly name: string; readonly organisation: string };
export type Notice = { readonly kind: AlertKind; readonly title?: string; readonly text: string };

export type LayoutProps = {
  /** The page's own title; the product's name and OEFENING are added. */
  readonly title: string;
  readonly language: Language;
  /** Path and query of this page: marks the menu, and is where the language form comes back to. */
  readonly currentPath: string;
  /** Null or absent when nobody is signed in: the menu then offers to sign in. */
  readonly user?: SignedInUser | null;
  readonly navigation?: readonly NavigationItem[];
  /** What happened just before, or what everyone must know now; shown above the page. */
  readonly notices?: readonly Notice[];
  /** True on every page that shows an exercise. */
  readonly exercise?: boolean;
  /** True where the data is fictional. */
  readonly demo?: boolean;
  /** Browser scripts beside `main`, by name: `['map']`. Pages work without any of them. */
  readonly islands?: readonly string[];
  /** Style sheets beside `main`, by name. */
  readonly styles?: readonly string[];
  readonly children: ComponentChildren;
};

type Parts = LayoutProps & { readonly t: Translator };

const Head = ({ title, exercise, islands = [], styles = [], t }: Parts): VNode => (
  <head>
    <meta charSet="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="robots" content="noindex" />
    <title>{[...(exercise ? [t('exercise.word')] : []), title, t('common.product')].join(' – ')}</title>
    <link rel="icon" href={PATHS.icon} type="image/svg+xml" />
    <link rel="stylesheet" href={PATHS.stylesheet} />
    {styles.map((name) => (
      <link key={name} rel="stylesheet" href={stylePath(name)} />
    ))}
    {['main', ...islands].map((name) => (
      <script key={name} type="module" src={scriptPath(name)} />
    ))}
  </head>
);

const ExerciseBanner = ({ t }: { t: Translator }): VNode => (
  <aside class="exercise-banner" aria-label={t('exercise.word')}>
    <p class="exercise-banner__text">
      <strong class="exercise-banner__word">{t('exercise.word')}</strong> <span>{t('exercise.explanation')}</span>
    </p>
  </aside>
);

const DemoBanner = ({ t }: { t: Translator }): VNode => (
  <aside class="demo-banner" aria-label={t('demo.word')}>
    <p class="demo-banner__text">
      <strong>{t('demo.word')}.</strong> {t('demo.explanation')}
    </p>
  </aside>
);

const LanguageForm = ({ language, currentPath, t }: Parts): VNode => {
  const other = language === 'nl' ? 'en' : 'nl';
  return (
    <form class="language-form" method="post" action={PATHS.language}>
      <input type="hidden" name="language" value={other} />
      <input type="hidden" name="returnTo" value={currentPath} />
      <button class="quiet-button" type="submit" lang={other}>
        {t(`common.language.${other}`)}
      </button>
    </form>
  );
};

const Account = ({ user, currentPath, t }: Parts): VNode =>
  user ? (
    <div class="account">
      <p class="account__user">
        <span class="account__name">{user.name}</span> <span class="account__organisation">{user.organisation}</span>
      </p>
      <form method="post" action={PATHS.signOut}>
        <button class="quiet-button" type="submit">
          {t('navigation.sign-out')}
        </button>
      </form>
    </div>
  ) : (
    <a class="quiet-button" href={PATHS.signIn} aria-current={isCurrentSection(PATHS.signIn, currentPath) ? 'page' : undefined}>
      {t('navigation.sign-in')}
    </a>
  );

const Navigation = ({ navigation = [], currentPath, t }: Parts): VNode | null =>
  navigation.length === 0 ? null : (
    <nav class="main-navigation" aria-label={t('navigation.label')}>
      <ul class="main-navigation__list">
        {navigation.map(({ href, label }) => (
          <li key={href}>
            <a class="main-navigation__link" href={href} aria-current={isCurrentSection(href, currentPath) ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );

const Header = (parts: Parts): VNode => (
  <header class="page-header">
    <div class="page-header__bar">
      <a class="page-header__product" href={PATHS.overview}>
        <ProductMark />
        <span>{parts.t('common.product')}</span>
      </a>
      <div class="page-header__tools">
        <LanguageForm {...parts} />
        <Account {...parts} />
      </div>
    </div>
    <Navigation {...parts} />
  </header>
);

const Footer = ({ t }: { t: Translator }): VNode => (
  <footer class="page-footer">
    <div class="page-footer__content">
      <p>
        <strong>{t('common.product')}</strong> {t('common.footer.about')}
      </p>
      <p>
        {t('common.footer.time')} <a href={PATHS.apiDescription}>{t('common.footer.api')}</a>
      </p>
    </div>
  </footer>
);

/**
 * The frame of every page. It works without script, and holds no inline script or style: the content policy forbids both.
 * Sets the language for everything inside.
 */
export function Layout(props: LayoutProps): VNode {
  const t = translator(props.language);
  const parts = { ...props, t };
  return (
    <LanguageContext.Provider value={props.language}>
      <html lang={props.language} class="utrecht-document">
        <Head {...parts} />
        <body class={props.exercise ? 'page page--exercise' : 'page'}>
          <a class="utrecht-skip-link utrecht-skip-link--visible-on-focus" href="#main">
            {t('common.skip-to-content')}
          </a>
          {props.exercise && <ExerciseBanner t={t} />}
          {props.demo && <DemoBanner t={t} />}
          <Header {...parts} />
          <main class="page-main" id="main" tabIndex={-1}>
            {props.notices?.map((notice) => (
              <Alert key={notice.text} kind={notice.kind} title={notice.title}>
                <p>{notice.text}</p>
              </Alert>
            ))}
            {props.children}
          </main>
          <Footer t={t} />
        </body>
      </html>
    </LanguageContext.Provider>
  );
}
