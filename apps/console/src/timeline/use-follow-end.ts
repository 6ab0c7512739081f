import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

const nearEnd = 60;

export interface FollowEnd {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  /** True when something new came while the reader was further up. */
  readonly behind: boolean;
  readonly toEnd: () => void;
}

/** Keeps the end in view while the reader is there, and leaves them alone while they read further up. */
export function useFollowEnd(newest: string | undefined): FollowEnd {
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [behind, setBehind] = useState(false);

  const toEnd = useCallback(() => {
    const element = scroller.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
    atEnd.current = true;
    setBehind(false);
  }, []);
  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd;
    if (atEnd.current) setBehind(false);
  }, []);
  useEffect(() => {
    if (newest === undefined) return;
    if (atEnd.current) toEnd();
    else setBehind(true);
  }, [newest, toEnd]);

  // What stands below may grow and take room away.
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [toEnd]);

  return { scroller, onScroll, behind, toEnd };
}
