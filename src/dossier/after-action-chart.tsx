import type { VNode } from 'preact';
import { useTranslator } from '../web/index.js';
import type { Words } from './after-action-words.pages.js';
import { type DeploymentReport, isFault, type MilestoneReport, secondsAfter } from './domain/index.js';

const BAR_HEIGHT = 14;

type Scale = { readonly from: Date; readonly seconds: number };
type Mark = { readonly milestone: MilestoneReport; readonly scale: Scale };

/** A share of the width, so that nothing is squeezed on a narrow screen. */
const share = (at: Date, { from, seconds }: Scale): string => `${Math.round((Math.min(Math.max(secondsAfter(from, at), 0), seconds) / seconds) * 10_000) / 100}%`;

/** The bar of what was done, or of how long was waited in vain, with the planned moment across it. */
function Bar({ milestone, scale }: Mark): VNode {
  const { doneAt, dueAt, first, lateSeconds } = milestone;
  const late = isFault(milestone);
  const until = doneAt ?? (late ? new Date(dueAt.getTime() + lateSeconds * 1000) : null);
  return (
    <svg class="plan-bar" height={BAR_HEIGHT} focusable="false">
      <rect class="plan-bar__ground" width="100%" height={BAR_HEIGHT} />
      {until && milestone.verdict !== 'refused' && <rect class={late ? 'plan-bar__late' : 'plan-bar__done'} width={share(until, scale)} y="3" height={BAR_HEIGHT - 6} />}
      {first && <line class="plan-bar__first" x1={share(first.dueAt, scale)} x2={share(first.dueAt, scale)} y1="0" y2={BAR_HEIGHT} />}
      <line class="plan-bar__planned" x1={share(dueAt, scale)} x2={share(dueAt, scale)} y1="0" y2={BAR_HEIGHT} />
    </svg>
  );
}

function Legend({ moved }: { readonly moved: boolean }): VNode {
  const t = useTranslator();
  const keys = ['done', 'late', 'planned', ...(moved ? ['first' as const] : [])] as const;
  return (
    <ul class="chart-legend">
      {keys.map((key) => (
        <li key={key} class="chart-legend__item">
          <svg class="chart-legend__sample" width="24" height={BAR_HEIGHT} aria-hidden="true" focusable="false">
            {key === 'planned' || key === 'first' ? <line class={`plan-bar__${key}`} x1="12" x2="12" y1="0" y2={BAR_HEIGHT} /> : <rect class={`plan-bar__${key}`} width="24" y="3" height={BAR_HEIGHT - 6} />}
          </svg>
          {t(`after.chart.${key}`)}
        </li>
      ))}
    </ul>
  );
}

/** From the call to the last thing that was planned or done. */
function scaleOf({ calledAt, milestones }: DeploymentReport): Scale {
  const ends = milestones.flatMap(({ dueAt, doneAt }) => [dueAt, ...(doneAt ? [doneAt] : [])]);
  return { from: calledAt, seconds: Math.max(1, ...ends.map((at) => secondsAfter(calledAt, at))) };
}

/** When each milestone was planned and when it was done, drawn to one scale. Every label says in words what its bar shows. */
export function PlanChart({ deployment, words }: { readonly deployment: DeploymentReport; readonly words: Words }): VNode | null {
  const t = useTranslator();
  const { name, milestones } = deployment;
  if (milestones.length === 0) return null;
  const scale = scaleOf(deployment);
  const inTime = milestones.filter(({ verdict }) => verdict === 'in-time').length;
  const late = milestones.filter(isFault).length;
  return (
    <figure class="chart">
      <div role="img" aria-label={`${t('after.chart', { name })}. ${t('after.chart.words', { inTime, late, other: milestones.length - inTime - late })}`}>
        <div class="plan-chart">
          {milestones.map((milestone) => (
            <div key={`${milestone.kind} ${milestone.owner.party}`} class="plan-chart__row">
              <span class="plan-chart__label">{words.milestone(milestone)}</span>
              <Bar milestone={milestone} scale={scale} />
            </div>
          ))}
        </div>
        <p class="plan-chart__axis"><span>{t('after.chart.from')}</span> <span>{t('after.chart.until', { duration: words.duration(scale.seconds) })}</span></p>
      </div>
      <figcaption><Legend moved={milestones.some(({ first }) => first !== null)} /></figcaption>
    </figure>
  );
}
