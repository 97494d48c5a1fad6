import { Injectable } from '@nestjs/common';
import type { Instant } from '../../kernel/index.js';
import type { Tx } from '../database/index.js';
import type { DueMoment, DueMomentDefinition, DueMomentHandler } from './definition.js';

/** Called in a transaction of its own when a moment has failed five times: ops must hear of it. */
export type FailureReporter = (tx: Tx, moment: DueMoment, error: string, now: Instant) => Promise<void>;

/** Which kinds exist and who carries them out. The process refuses to start unless each kind has exactly one handler. */
@Injectable()
export class DueMomentRegistry {
  private readonly definitions = new Map<string, DueMomentDefinition>();
  private readonly handlers = new Map<string, DueMomentHandler>();
  private reporter: FailureReporter | undefined;

  define(...definitions: readonly DueMomentDefinition[]): void {
    for (const definition of definitions) {
      if (this.definitions.has(definition.kind)) throw new Error(`Due moment ${definition.kind} is defined twice.`);
      this.definitions.set(definition.kind, definition);
    }
  }

  handle(definition: DueMomentDefinition, handler: DueMomentHandler): void {
    if (this.handlers.has(definition.kind)) throw new Error(`Due moment ${definition.kind} has two handlers.`);
    this.handlers.set(definition.kind, handler);
  }

  reportFailuresTo(reporter: FailureReporter): void {
    if (this.reporter) throw new Error('Failures of due moments already have a reporter.');
    this.reporter = reporter;
  }

  get failureReporter(): FailureReporter | undefined {
    return this.reporter;
  }

  definitionOf(kind: string): DueMomentDefinition | undefined {
    return this.definitions.get(kind);
  }

  handlerOf(kind: string): DueMomentHandler | undefined {
    return this.handlers.get(kind);
  }

  /** Kinds in order of priority, for the sweep's ordering. */
  get kindsByPriority(): string[] {
    return [...this.definitions.values()].sort((a, b) => a.priority - b.priority || a.kind.localeCompare(b.kind)).map(({ kind }) => kind);
  }

  /** Throws unless every definition has a handler and every handler a definition. */
  assertComplete(): void {
    const orphans = [...this.definitions.keys()].filter((kind) => !this.handlers.has(kind));
    const strangers = [...this.handlers.keys()].filter((kind) => !this.definitions.has(kind));
    if (orphans.length > 0) throw new Error(`No handler for due moment ${orphans.join(', ')}.`);
    if (strangers.length > 0) throw new Error(`Handler without a definition: ${strangers.join(', ')}.`);
  }
}
