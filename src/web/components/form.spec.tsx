import { describe, expect, it } from '@jest/globals';
import type { VNode } from 'preact';
import type { FieldError } from '../../kernel/index.js';
import { formAsSent, type FormState } from '../form-state.js';
import { renderFragment } from '../render.js';
import { Checkbox, CheckboxGroup, RadioGroup, Select } from './choice-fields.js';
import { AllOptional } from './form-field.js';
import { Form } from './form.js';
import { GroupsFieldset } from './groups.js';
import { DateInput, NumberInput, Textarea, TextInput } from './text-fields.js';

const wrong = (path: string, nl: string): FieldError => ({ path, code: 'WRONG', message: { nl, en: 'Wrong.' } });
const render = (field: VNode, state?: FormState): string =>
  renderFragment('nl', <Form action="/locaties" state={state} children={field} />);
const options = [
  { value: 'a', label: 'Anders' },
  { value: 'b', label: 'Beide' },
];

describe('a field', () => {
  it('is tied to its label, hint and error', () => {
    const html = render(<TextInput name="name" label="Naam" hint="Voluit." />, formAsSent({}, [wrong('name', 'Vul de naam in.')]));
    expect(html).toContain('<label class="utrecht-form-label form-field__label" for="field-name">');
    expect(html).toMatch(/<input id="field-name" name="name" required aria-describedby="field-name-hint field-name-error" aria-invalid="true"/);
    expect(html).toMatch(/id="field-name-hint">Voluit\./);
    expect(html).toMatch(/id="field-name-error">.*Vul de naam in\./);
  });

  it('says nothing of errors when there are none', () => {
    const html = render(<TextInput name="name" label="Naam" />);
    expect(html).not.toMatch(/aria-invalid|aria-describedby|error/);
  });

  it('says nothing of staying empty where everything around it may', () => {
    expect(render(<AllOptional><TextInput name="name" label="Naam" optional /></AllOptional>)).not.toContain('niet verplicht');
  });

  it('says that it may stay empty', () => {
    const html = render(<TextInput name="name" label="Naam" optional />);
    expect(html).toContain('niet verplicht');
    expect(html).not.toContain(' required');
  });
});

describe('what was typed', () => {
  const state = formAsSent({ name: '<b>', area: 'vier', day: '2026-13-40', notes: '</textarea><b>', choice: 'b' }, []);

  it.each([
    ['text', <TextInput name="name" label="x" value="oud" />, 'value="&lt;b>"'],
    ['a number that is none', <NumberInput name="area" label="x" value={400} />, 'value="vier"'],
    ['a date', <DateInput name="day" label="x" value="2026-01-01" />, 'value="2026-13-40"'],
    ['a long text', <Textarea name="notes" label="x" />, '&lt;/textarea>&lt;b></textarea>'],
    ['a choice from a list', <Select name="choice" label="x" options={options} value="a" />, '<option value="b" selected'],
    ['a choice from a few', <RadioGroup name="choice" label="x" options={options} value="a" />, 'value="b" checked'],
  ])('stays in the form: %s', (_name, field, expected) => {
    expect(render(field, state)).toContain(expected);
  });

  it('is never shown again for a password', () => {
    expect(render(<TextInput name="password" label="x" type="password" />, formAsSent({ password: 'geheim' }))).not.toContain('geheim');
  });

  it('keeps unticked what was unticked', () => {
    const sent = formAsSent({ name: 'x' }, []);
    const first = render(<CheckboxGroup name="extras" label="x" options={options} values={['a']} />);
    const again = render(<CheckboxGroup name="extras" label="x" options={options} values={['a']} />, sent);
    expect([first, again].map((html) => html.includes(' checked'))).toEqual([true, false]);
    expect(render(<Checkbox name="agree" label="x" checked />, sent)).not.toContain(' checked');
  });

  it('gives way to the first value only when the form was not sent', () => {
    expect(render(<TextInput name="name" label="x" value="oud" />)).toContain('value="oud"');
    expect(render(<NumberInput name="area" label="x" value={0} />)).toContain('value="0"');
  });
});

describe('the summary of errors', () => {
  const state = formAsSent({}, [
    wrong('groups', 'Telt niet op.'),
    wrong('groups.families', 'Geen getal.'),
    wrong('stay', 'Kies.'),
    wrong('', 'Verlopen.'),
  ]);
  const fields = (
    <>
      <GroupsFieldset legend="Groepen" />
      <RadioGroup name="stay" label="Verblijf" options={options} />
    </>
  );
  const html = render(fields, state);

  it('names every one with a link to where it is', () => {
    expect(html).toContain('4 velden kloppen nog niet');
    expect(html).toContain('<a href="#field-groups">Telt niet op.</a>');
    expect(html).toContain('<a href="#field-groups-families">Geen getal.</a>');
    expect(html).toContain('<li>Verlopen.</li>');
  });

  it('leads to something that is there', () => {
    const targets = [...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
    expect(targets.filter((id) => !html.includes(`id="${id}"`))).toEqual([]);
  });

  it('is absent without errors', () => {
    expect(render(<p>leeg</p>)).not.toContain('error-summary');
  });
});

describe('the summary of errors', () => {
  it('calls a field by its name where the form knows it', () => {
    const state = formAsSent({}, [wrong('toilets', 'Hier hoort een getal.'), wrong('other', 'Vul dit veld in.')]);
    const html = renderFragment('nl', <Form action="/locaties" state={state} nameOf={(path) => (path === 'toilets' ? 'Toiletten' : undefined)} children={<></>} />);
    expect(html).toContain('<a href="#field-toilets">Toiletten: Hier hoort een getal.</a>');
    expect(html).toContain('<a href="#field-other">Vul dit veld in.</a>');
  });
});
