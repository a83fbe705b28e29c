/** Flags that many commands have, in the notation of `notation.ts`. */

export const globalFlags = `
--as string
--as-group stringArray
--as-uid string
--as-user-extra stringArray
--cache-dir string
--certificate-authority string
--client-certificate string
--client-key string
--cluster string
--context string
--disable-compression bool
--insecure-skip-tls-verify bool
--kubeconfig string
--kuberc string
--match-server-version bool
-n --namespace string
--password string
--profile string =none
--profile-output string =profile.pprof
--proxy-url string
--request-timeout string =0
-s --server string
--tls-server-name string
--token string
--user string
--username string
-v --v int32
--vmodule string
--warnings-as-errors bool
`
export const helpFlag = '-h --help bool'
export const fileFlags = `
-f --filename stringSlice
-k --kustomize string
-R --recursive bool
`
export const printFlags = `
--allow-missing-template-keys bool =true
-o --output string
--show-managed-fields bool
--template string
`
export const dryRunFlag = '--dry-run string =none ?unchanged'
export const selectorFlag = '-l --selector string'
export const fieldSelectorFlag = '--field-selector string'
export const recordFlag = '--record bool ~--record will be removed in the future'
export const validateFlag = '--validate string =strict ?strict'
/** Of commands that create one object from words. */
export const saveConfigFlag = '--save-config bool'
