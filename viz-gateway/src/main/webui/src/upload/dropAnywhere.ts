import { useEffect } from 'preact/hooks';
import { may } from '../session/session';
import { filesOf } from './dropped';
import { takeFiles } from './picked';

/** Takes files dropped anywhere on the page, which the browser would else open in its place. */
export function useDropAnywhere(): void {
  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const over = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (may('editor')) void filesOf(event.dataTransfer!).then(takeFiles);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, []);
}
