export { useTypedText } from '../../ui/index.ts';
