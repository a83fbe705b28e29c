/** The lab's name and its mark: three storeys on one thread. */
export function Wordmark() {
  return (
    <div className="wordmark">
      <svg className="wordmark__mark" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
        <path className="wordmark__belief" d="M12,4 V12" />
        <path className="wordmark__thread" d="M12,12 V20" />
        <rect className="wordmark__outline" x="4" y="1.75" width="16" height="4.5" rx="1.5" />
        <rect className="wordmark__solid" x="4" y="9.75" width="16" height="4.5" rx="1.5" />
        <ellipse className="wordmark__solid" cx="12" cy="20.5" rx="8" ry="2.5" />
      </svg>
      <span className="wordmark__name">StatefulSet Lab</span>
    </div>
  )
}
