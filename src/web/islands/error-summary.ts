// A form that comes back with errors begins where they are told.
document.querySelector<HTMLElement>('[data-error-summary]')?.focus();
