import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';

export interface FrameProps {
  readonly title: string;
  readonly address: string;
}

/** A page of the product's own inside the playground, in the playground's colours. */
export function Frame({ title, address }: FrameProps) {
  const scheme = useComputedColorScheme('light');
  const frame = useRef<HTMLIFrameElement>(null);
  // A form in the frame brings a new page, which has to be told again.
  const [loads, setLoads] = useState(0);

  useEffect(() => {
    const page = frame.current?.contentDocument?.documentElement;
    if (loads === 0 || !page) return;
    page.dataset.scheme = scheme;
  }, [scheme, loads]);

  return (
    <div className="frame" data-loaded={loads > 0 || undefined}>
      <iframe
        ref={frame}
        title={title}
        src={address}
        style={{ colorScheme: scheme }}
        onLoad={() => setLoads((count) => count + 1)}
      />
    </div>
  );
}
