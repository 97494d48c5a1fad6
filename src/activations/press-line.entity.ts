import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant } from '../kernel/index.js';

/** What is told to the press about an activation, from when on, and by whom. The spokesperson's name and number are forgotten some time after the end. */
@Entity('press_lines')
export class PressLine {
  @PrimaryColumn('uuid', { name: 'activation_id' }) activationId: string;
  @Column('text', { name: 'spokesperson_name', nullable: true }) name: string | null;
  @Column('text', { name: 'spokesperson_organisation' }) organisation: string;
  /** E.164. */
  @Column('text', { name: 'spokesperson_telephone', nullable: true }) telephone: string | null;
  @Column('text', { name: 'text_nl' }) textNl: string;
  @Column('text', { name: 'text_en', nullable: true }) textEn: string | null;
  /** The earliest hour of publication; of an exercise nothing is ever published. */
  @Column('timestamptz', { name: 'publish_from' }) publishFrom: Instant;
  /** Counts the changes; 1 is the first. */
  @Column('integer') version: number;
  @Column('timestamptz', { name: 'set_at' }) setAt: Instant;
}

/** As it is set: with who speaks. */
export type StatedPressLine = PressLine & { readonly name: string; readonly telephone: string };
