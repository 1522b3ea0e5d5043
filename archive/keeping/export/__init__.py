"""Exports of the archive.

public_snapshot         the public folder: database, tables, texts, licence, checksums
public_database         its database, without anything private
originals               the files of reports, for a site that has only the public folder
tables, texts, rights   CSV files and the codebook, the text of reports, who may do what with them
parquet                 the same tables as Parquet
data_package            datapackage.json: files, types and meanings, for programs
column_types            what type each column has
spreadsheets            texts that a spreadsheet would run, made harmless
manifest                MANIFEST.json: files, sizes, versions and the moment of a snapshot
warc                    every original file, private
"""
