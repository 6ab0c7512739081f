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
  const [loaded, setLoaded] = useState(false);

  useEffect(() => {
    const page = frame.current?.contentDocument?.documentElement;
    if (!loaded || !page) return;
    page.dataset.scheme = scheme;
  }, [scheme, loaded]);

  return (
    <div className="frame" data-loaded={loaded || undefined}>
      <iframe ref={frame} title={title} src={address} style={{ colorScheme: scheme }} onLoad={() => setLoaded(true)} />
    </div>
  );
}
