import { Global, Module } from '@nestjs/common';
import { RecordBook } from './record-book.js';
import { RecordReader } from './record-reader.js';
import { Sealer } from './sealer.js';

@Global()
@Module({ providers: [RecordBook, RecordReader, Sealer], exports: [RecordBook, RecordReader, Sealer] })
export class RecordModule {}
