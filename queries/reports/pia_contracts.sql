-- The contracts that handle Specific Personal Information, each with the SPI file that it names ('' where it names none).
select
    id as contract_id,
    number as contract_number,
    coalesce(spi_file, '') as spi_file
from contracts($at_seq::bigint)
where data_class = 'spi'
order by spi_file = '', spi_file, number, id
