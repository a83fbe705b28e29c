/** Sentences by struct (`StatefulSetSpec`) and by field (`StatefulSetSpec.replicas`). */
export type Descriptions = Readonly<Record<string, string>>
