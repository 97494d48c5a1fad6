import type { VNode } from 'preact';
import { Alert, Button, Columns, Form, Layout, PageHeading, Panel, PATHS, TextInput, translator, type FormState, type Notice } from '../web/index.js';
import type { FrameProps } from './page-frame.js';

export type SignInPageProps = {
  readonly frame: FrameProps;
  readonly returnTo: string;
  readonly state: FormState;
  /** Why it did not work, when that is no single field's fault. */
  readonly notice?: Notice | undefined;
};

export function SignInPage({ frame, returnTo, state, notice }: SignInPageProps): VNode {
  const t = translator(frame.language);
  return (
    <Layout {...frame} currentPath={pathOf(returnTo)} title={t('sign-in.title')} notices={notice ? [notice] : []}>
      <PageHeading title={t('sign-in.title')} lead={t('sign-in.lead')} />
      <Columns
        main={
          <Form action={PATHS.signIn} state={state} hidden={{ returnTo }}>
            <TextInput name="email" type="email" label={t('sign-in.email')} hint={t('sign-in.email.hint')} autocomplete="username" width="full" />
            <TextInput name="password" type="password" label={t('sign-in.password')} autocomplete="current-password" width="full" />
            <Button>{t('sign-in.button')}</Button>
          </Form>
        }
        side={
          <>
            {frame.demo && (
              <Alert kind="info" title={t('sign-in.demo.title')}>
                <p>{t('sign-in.demo.text')}</p>
              </Alert>
            )}
            <Panel id="answer" title={t('sign-in.answer.title')}>
              <p>{t('sign-in.answer.text')}</p>
            </Panel>
            <Panel id="help" title={t('sign-in.help.title')}>
              <p>{t('sign-in.help.text')}</p>
            </Panel>
          </>
        }
      />
    </Layout>
  );
}

// Where the language form comes back to: this page, still on its way to where the visitor wanted to go.
const pathOf = (returnTo: string): string => (returnTo === PATHS.overview ? PATHS.signIn : `${PATHS.signIn}?returnTo=${encodeURIComponent(returnTo)}`);
