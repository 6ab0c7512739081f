const paths = {
  bell: 'M6 10a6 6 0 1 1 12 0c0 5 2 6 2 7H4c0-1 2-2 2-7M10 20.5h4',
  branch: 'M6 4v16M6 13c0-4 12-2 12-7M15.500 8.500 18 6l2.500 2.500M3.500 17.500 6 20l2.500-2.500',
  bolt: 'M13 3 5 13.500h6L10 21l8-10.500h-6z',
  check: 'm5 12.500 4.500 4.500L19 7.500',
  speech:
    'M5 5h14a1.500 1.500 0 0 1 1.500 1.500v9A1.500 1.500 0 0 1 19 17h-8l-5 3.500V17H5a1.500 1.500 0 0 1-1.500-1.500v-9A1.500 1.500 0 0 1 5 5z',
  ticket:
    'M4 8a1 1 0 0 1 1-1h14a1 1 0 0 1 1 1v2.500a1.800 1.800 0 0 0 0 3.500v2a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-2a1.800 1.800 0 0 0 0-3.500zM14.500 7v2M14.500 11.500v1.500M14.500 15.500V17',
  shield: 'M12 3.500 19 6v5.500c0 4.500-3 7.500-7 9-4-1.500-7-4.500-7-9V6zM12 8.500v4M12 15.500v.1',
  gear: 'M12 8.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7M12 3v2.500M12 18.500V21M3 12h2.500M18.500 12H21M5.600 5.600l1.800 1.800M16.600 16.600l1.800 1.800M18.400 5.600l-1.800 1.800M7.400 16.600l-1.800 1.800',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M18.700 5.300l-1.400 1.400M6.700 17.300l-1.400 1.400',
  moon: 'M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500z',
  key: 'M14.500 4.500a5 5 0 1 0 0 10 5 5 0 0 0 0-10M11 13l-7 7M6.500 17.500l2 2M15.500 8.500v.1',
  plug: 'M9 3v5M15 3v5M6.500 8h11v3.500a5.500 5.500 0 0 1-11 0zM12 17v4',
  person: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8M4.500 20c.5-4 3.500-6 7.500-6s7 2 7.500 6',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M5.500 11h13v9h-13zM12 14.500v2',
  down: 'M12 5v14M6 13l6 6 6-6',
  reload: 'M19.500 12a7.500 7.500 0 1 1-2.200-5.300L19.500 9M19.500 4v5h-5',
  external: 'M9 5H5v14h14v-4M13 4.500h6.500V11M19 5l-9 9',
  chevron: 'm9 6 6 6-6 6',
  close: 'M6 6l12 12M18 6 6 18',
} as const;

export type IconName = keyof typeof paths;

/** A line drawing; decoration only, so words always stand beside it or on its button. */
export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
