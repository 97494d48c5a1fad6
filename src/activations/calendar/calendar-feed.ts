import { Inject, Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { CALENDAR_POLICY } from '../../../config/calendar.js';
import { addSeconds, SYSTEM_SCOPE, type Instant } from '../../kernel/index.js';
import { Organisations } from '../../organisations/index.js';
import { SETTINGS, type Settings } from '../../platform/config/index.js';
import type { Database } from '../../platform/database/index.js';
import { Activation } from '../activation.entity.js';
import { Deployment } from '../deployment.entity.js';
import { Milestone } from '../milestone.entity.js';
import { calendarFile } from './calendar-file.mail.js';

/** Activations that an organisation serves, and that run or ended not long ago. */
const SERVED = `
  SELECT a.id FROM activations a
   WHERE (a.status = 'running' OR a.ended_at > $2)
     AND (EXISTS (SELECT 1 FROM jsonb_each_text(a.parties) p WHERE p.value = $1::uuid::text)
       OR EXISTS (SELECT 1 FROM deployments d WHERE d.activation_id = a.id AND d.municipality_id = $1::uuid))`;

/** The calendar that an organisation subscribes to. */
@Injectable()
export class CalendarFeed {
  constructor(
    private readonly organisations: Organisations,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /** The file in the organisation's language, and when something in it last changed; null while it is empty. */
  async of(database: Database, organisationId: string): Promise<{ file: string; changedAt: Instant | null }> {
    const { language } = (await this.organisations.byId(database, SYSTEM_SCOPE, organisationId))!;
    const activations = await this.activations(database, organisationId);
    const where = { activationId: In(activations.map(({ id }) => id)) };
    const deployments = await database.manager.find(Deployment, { where, order: { createdAt: 'ASC', id: 'ASC' } });
    const milestones = await database.manager.find(Milestone, { where: { ...where, organisationId }, order: { dueAt: 'ASC', id: 'ASC' } });
    const sources = activations.map((activation) => ({
      activation, changedAt: activation.changedAt,
      deployments: deployments.filter(({ activationId }) => activationId === activation.id),
      milestones: milestones.filter(({ activationId }) => activationId === activation.id),
    }));
    const changes = activations.map(({ changedAt }) => changedAt.getTime());
    const file = calendarFile(organisationId, sources, { language, publicUrl: this.settings.publicUrl, publish: false });
    return { file, changedAt: changes.length > 0 ? new Date(Math.max(...changes)) : null };
  }

  private async activations(database: Database, organisationId: string): Promise<Activation[]> {
    const endedAfter = addSeconds(await database.now(), -CALENDAR_POLICY.keptDays.value * 86_400);
    const served = await database.query<{ id: string }>(SERVED, [organisationId, endedAfter]);
    return database.manager.find(Activation, { where: { id: In(served.map(({ id }) => id)) }, order: { triggeredAt: 'ASC', id: 'ASC' } });
  }
}
