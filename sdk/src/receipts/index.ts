/** The lazily loaded part: keys, digests and receipts. Nothing else may import noble. */
export { createReceiptSession } from './createReceiptSession.js'
