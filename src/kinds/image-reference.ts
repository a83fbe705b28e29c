const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const domain =
  '(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?'
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}'

/** What can be the name of an image; its groups are the tag and the digest (`github.com/distribution/reference`: ReferenceRegexp). */
export const imageReferenceForm = new RegExp(
  `^(?:${domain}/)?${component}(?:/${component})*(?::(\\w[\\w.-]{0,127}))?(?:@(${digest}))?$`,
)
