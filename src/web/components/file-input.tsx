import type { VNode } from 'preact';
import { FormField, type FieldProps } from './form-field.js';

export type FileInputProps = FieldProps & {
  /** Endings and media types that the browser's own window shows first; the server decides. */
  readonly accept: string;
  /** A larger file is refused by the server; with script that is said before it is sent. */
  readonly maximumBytes: number;
  /** What is said then. */
  readonly tooLarge: string;
};

/** One file. A browser never fills it in again: after an error the file has to be chosen anew. Needs `<Form upload>`. */
export function FileInput({ accept, maximumBytes, tooLarge, ...field }: FileInputProps): VNode {
  return (
    <FormField {...field}>
      {({ control }) => (
        <>
          <div class="utrecht-form-field-error-message" id={`${control.id}-too-large`} role="alert" hidden>{tooLarge}</div>
          <input {...control} class="file-input" type="file" accept={accept} data-maximum-bytes={maximumBytes} />
        </>
      )}
    </FormField>
  );
}
