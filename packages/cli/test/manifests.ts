/** A ServiceEntry that is right. */
export const service = (name: string, host = `${name}.example.com`, port = 8080): string => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata:
  name: ${name}
spec:
  hosts: [${host}]
  location: MESH_EXTERNAL
  resolution: DNS
  ports:
    - { number: ${port}, name: http, protocol: HTTP }
`;

/** One whose spec has a field that does not exist, on line 6. */
export const misspelt = (name: string): string => `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata:
  name: ${name}
spec:
  hots: [${name}.example.com]
`;
