import type { VNode } from 'preact';
import type { FrameProps } from '../organisations/index.js';
import {
  Alert, Breadcrumbs, Button, DataTable, DescriptionList, Disclosure, FigureCard, Figures, Form, formatNumber, formatPeriod, InstantText, Layout, NumberInput, PageHeading, Panel, PATHS, RadioGroup,
  StatusBadge, Textarea, TextInput, translator, useTranslator, type Column, type FormState, type Notice, type Translator,
} from '../web/index.js';
import { canBeSpread, type SpreadFigures } from './domain/index.js';
import { requestPath, spreadPath } from './reserve-paths.pages.js';
import type { ReserveRequestView } from './reserve-requests.js';
import type { ShareView } from './reserve-shares.js';
import type { Spread, SpreadLine } from './spread-reader.js';

type SpreadPageProps = {
  readonly frame: FrameProps;
  readonly notices: readonly Notice[];
  readonly spread: Spread;
  readonly mayAsk: boolean;
  readonly mayAnswer: boolean;
  /** What was typed, after a form that was not right. */
  readonly state: FormState | undefined;
};

export const ShareBadge = ({ share }: { readonly share: Pick<ShareView, 'answer'> }): VNode => <StatusBadge of="commitment" state={share.answer === 'asked' ? 'awaited' : share.answer} />;

function explanation({ share }: SpreadLine, t: Translator): string {
  if (share === null) return t('reserve.spread.unasked');
  return [share.conditions && t('reserve.spread.conditions', { conditions: share.conditions }), share.reason, share.mandate && t('reserve.spread.mandate', { mandate: share.mandate })].filter(Boolean).join(' ');
}

const number = (key: keyof SpreadFigures, header: string, t: Translator): Column<SpreadLine> => ({ key, header, numeric: true, cell: (line) => formatNumber(line[key], t.language) });

const columns = (t: Translator): Column<SpreadLine>[] => [
  { key: 'municipality', header: t('word.municipality'), rowHeader: true, cell: ({ municipality }) => municipality.name },
  { key: 'answer', header: t('reserve.answer'), cell: ({ share }) => (share ? <ShareBadge share={share} /> : '–') },
  number('asked', t('reserve.spread.asked'), t), number('promised', t('reserve.spread.promised'), t), number('verified', t('reserve.spread.verified'), t), number('refused', t('reserve.spread.refused'), t),
  { key: 'why', header: t('reserve.spread.explanation'), cell: (line) => explanation(line, t) },
];

function Totals({ request, totals }: { readonly request: ReserveRequestView; readonly totals: SpreadFigures }): VNode {
  const t = useTranslator();
  const expiring = totals.expiring > 0 && { note: t('overview.expiring', { n: formatNumber(totals.expiring, t.language) }) };
  return (
    <Figures>
      <FigureCard label={t('reserve.spread.asked')} value={totals.asked} note={t('reserve.spread.of-request', { n: formatNumber(request.places, t.language) })} />
      <FigureCard label={t('reserve.spread.promised')} value={totals.promised} tone={totals.promised >= request.places ? 'positive' : 'warning'} />
      <FigureCard label={t('reserve.spread.verified')} value={totals.verified} tone={totals.verified >= request.places ? 'positive' : 'warning'} {...expiring} />
      <FigureCard label={t('reserve.spread.refused')} value={totals.refused} />
    </Figures>
  );
}

/** Every municipality of the province with the number it is asked for; only who gets another number hears of it. */
function AskForm({ spread: { request, lines, municipalities }, state }: { readonly spread: Spread; readonly state: FormState | undefined }): VNode {
  const t = useTranslator();
  const asked = new Map(lines.map(({ municipality, share }) => [municipality.id, share?.placesAsked ?? null]));
  return (
    <Panel id="ask" title={t('reserve.spread.ask')}>
      <p>{t('reserve.spread.ask.lead')}</p>
      <Disclosure id="ask-form" title={t('reserve.spread.ask.open')} open={lines.every(({ share }) => share === null) || state !== undefined}>
        <Form action={`${spreadPath(request.id)}/vragen`} hidden={{ version: String(request.version) }} state={state} label={t('reserve.spread.ask')}>
          <div class="field-grid">
            {municipalities.map(({ id, name }) => <NumberInput key={id} name={`places.${id}`} label={name} value={asked.get(id) ?? null} optional />)}
          </div>
          <Button>{t('reserve.spread.ask.send')}</Button>
        </Form>
      </Disclosure>
    </Panel>
  );
}

const ANSWERS = ['given', 'given-with-conditions', 'refused'] as const;

function AnswerShareForm({ share, state }: { readonly share: ShareView; readonly state: FormState | undefined }): VNode {
  const t = useTranslator();
  const { answer, placesPromised, placesAsked } = share;
  return (
    <Form action={`${spreadPath(share.reserveRequestId)}/${share.id}`} hidden={{ version: String(share.version) }} state={state} label={t('reserve.share.answer')}>
      <RadioGroup name="answer" label={t('reserve.share.answer')} value={answer === 'asked' ? null : answer}
        options={ANSWERS.map((value) => ({ value, label: t(`reserve.share.answer.${value}`), hint: t(`reserve.share.answer.${value}.hint`) }))} />
      <NumberInput name="places" label={t('reserve.share.places')} hint={t('reserve.share.places.hint')} value={placesPromised ?? placesAsked} optional />
      <TextInput name="mandate" label={t('reserve.share.mandate')} hint={t('reserve.share.mandate.hint')} value={share.mandate} optional />
      <Textarea name="conditions" label={t('reserve.share.conditions')} hint={t('reserve.share.conditions.hint')} rows={3} value={share.conditions} optional />
      <Textarea name="reason" label={t('reserve.share.reason')} hint={t('reserve.share.reason.hint')} rows={3} value={share.reason} optional />
      <Button>{t('reserve.share.send')}</Button>
    </Form>
  );
}

/** What one municipality was asked, for itself. */
function OwnShare({ spread: { request, lines }, mayAnswer, state }: Pick<SpreadPageProps, 'spread' | 'mayAnswer' | 'state'>): VNode {
  const t = useTranslator();
  const { share, asked, promised, verified } = lines[0]!;
  const { conditions, reason, mandate, answeredAt } = share!;
  const facts = [
    { term: t('reserve.answer'), value: <ShareBadge share={share!} /> },
    ...(conditions === null ? [] : [{ term: t('reserve.share.conditions'), value: conditions }]),
    ...(reason === null ? [] : [{ term: t('word.reason'), value: reason }]),
    ...(mandate === null ? [] : [{ term: t('reserve.share.mandate'), value: mandate }]),
    { term: t('reserve.share.answered-at'), value: answeredAt === null ? t('reserve.answer.never') : <InstantText at={answeredAt} /> },
  ];
  return (
    <>
      <Figures>
        <FigureCard label={t('reserve.share.asked-of-you')} value={asked} />
        <FigureCard label={t('reserve.spread.promised')} value={share!.answer === 'asked' ? null : promised} />
        <FigureCard label={t('reserve.spread.verified')} value={verified} note={t('reserve.share.verified.note')} />
      </Figures>
      <Panel id="share" title={t('reserve.share')} narrow>
        <DescriptionList items={facts} />
        {mayAnswer && canBeSpread(request.answer) && <AnswerShareForm share={share!} state={state} />}
      </Panel>
    </>
  );
}

/** Municipalities beside each other: asked, promised, verified, refused. A municipality finds its own share and the form to answer. */
export function SpreadPage({ frame, notices, spread, mayAsk, mayAnswer, state }: SpreadPageProps): VNode {
  const t = translator(frame.language);
  const { request, lines, totals } = spread;
  const title = t(totals ? 'reserve.spread' : 'reserve.share');
  const heading = t('reserve.heading', { province: request.provinceName });
  return (
    <Layout {...frame} title={`${title}, ${heading}`} notices={notices}>
      <Breadcrumbs items={[{ href: PATHS.overview, label: t('navigation.overview') }, { href: PATHS.reserveRequests, label: t('reserve.title') }, { href: requestPath(request.id), label: heading }]} current={title} />
      <PageHeading kicker={heading} title={title} {...(totals && { status: <StatusBadge of="answer" state={request.answer} /> })} lead={formatPeriod(request.periodFrom, request.periodTo, t.language)} />
      {!canBeSpread(request.answer) && <Alert kind="info" title={t('reserve.spread.closed')} />}
      {totals ? (
        <>
          <Totals request={request} totals={totals} />
          <Panel id="spread" title={t('reserve.spread.compared')}>
            <p>{t('reserve.spread.lead')}</p>
            <DataTable caption={t('reserve.spread.compared')} captionHidden columns={columns(t)} rows={lines} rowKey={({ municipality }) => municipality.id} empty={t('reserve.spread.none')} />
          </Panel>
          {mayAsk && canBeSpread(request.answer) && <AskForm spread={spread} state={state} />}
        </>
      ) : <OwnShare spread={spread} mayAnswer={mayAnswer} state={state} />}
    </Layout>
  );
}
