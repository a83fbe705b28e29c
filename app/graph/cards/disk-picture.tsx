/** A disk as everybody draws it; filled when there are bytes on it. */
export function DiskPicture({ isEmpty }: { readonly isEmpty: boolean }) {
  return (
    <svg
      className={isEmpty ? 'disk__picture is-empty' : 'disk__picture'}
      width="30"
      height="36"
      viewBox="0 0 30 36"
      aria-hidden="true"
    >
      <path d="M1.5,6.5 V29.5 C1.5,32.3 7.5,34.5 15,34.5 C22.5,34.5 28.5,32.3 28.5,29.5 V6.5" />
      <ellipse cx="15" cy="6.5" rx="13.5" ry="5" />
      <path className="disk__level" d="M1.5,18 C1.5,20.8 7.5,23 15,23 C22.5,23 28.5,20.8 28.5,18" />
    </svg>
  )
}
