/**
 * Leaves stack traces to Node. Pulumi's launcher of programs has every trace mapped to sources (source-map-support), and
 * its SDK takes one for each promise that it makes, several for each resource (runtime/debuggable.ts): about a tenth of a
 * layer's time. Nothing needs mapping here, since Node strips types without moving anything.
 */
Reflect.deleteProperty(Error, "prepareStackTrace");
