export default function ProcessesPage() {
  return null;
}
