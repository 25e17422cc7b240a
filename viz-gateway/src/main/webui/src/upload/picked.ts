import { navigate } from '../shell/router';
import type { Picked } from './dropped';
import { uploads } from './uploads';

/** Puts chosen files on the list of uploads and shows it. */
export function takeFiles(picked: Picked): void {
  if (picked.files.length === 0) return;
  uploads.add(picked);
  if (location.pathname !== '/upload') navigate('/upload');
}
